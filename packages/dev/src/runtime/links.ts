import type { Blueprint } from "@tradewind/blueprint";
import type { Linkable, LinkProperties } from "@tradewind/blueprint/language/resources";
import { CONCURRENT_INVOCATIONS } from "./invoke-store.ts";

/** SST's link of each resource, by its name: the properties that linked functions see. */
export type Links = Map<string, LinkProperties[Linkable["kind"]]>;

/** The link to a resource. @throws when the cloud does not have the resource */
export function linkOf<Kind extends Linkable["kind"]>(
  links: Links,
  resource: { kind: Kind; name: string } | undefined,
): LinkProperties[Kind] {
  const properties = resource && links.get(resource.name);
  if (!properties) throw new Error(`There is no ${resource?.name ?? "such resource"} in the cloud.`);
  return properties as LinkProperties[Kind];
}

export interface EnvironmentOptions {
  links: Links;
  region: string;
  /** URL of the cloud's AWS APIs. */
  endpoint: string;
  /** Level of the functions' logs. */
  logLevel: string;
}

/**
 * The environment variables of a deployed function: SST's links, the region, credentials and the
 * logger's settings.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function functionEnvironment({
  links,
  region,
  endpoint,
  logLevel,
}: EnvironmentOptions): Record<string, string> {
  const environment: Record<string, string> = {
    SST_RESOURCE_App: JSON.stringify({ name: "tradewind", stage: "local" }),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL: endpoint,
    AWS_EC2_METADATA_DISABLED: "true",
    ...CONCURRENT_INVOCATIONS,
    POWERTOOLS_SERVICE_NAME: "tradewind",
    POWERTOOLS_LOG_LEVEL: logLevel,
  };
  for (const [name, properties] of links) environment[`SST_RESOURCE_${name}`] = JSON.stringify(properties);
  return environment;
}

/** The part of the environment that tools on this machine may read. */
export function withoutSecrets(
  environment: Readonly<Record<string, string>>,
  { secrets }: Blueprint,
): Record<string, string> {
  const hidden = new Set(secrets.map(({ name }) => `SST_RESOURCE_${name}`));
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !hidden.has(name)));
}

/** A developer's own variables that would send the AWS SDK to another account or log level. */
const FOREIGN = ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_LAMBDA_LOG_LEVEL"];

/** Sets the process's environment; returns the function that restores the previous one. */
export function enterEnvironment(environment: Record<string, string>): () => void {
  const before = new Map<string, string | undefined>();
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  for (const name of [...Object.keys(environment), ...FOREIGN]) {
    before.set(name, process.env[name]);
    set(name, environment[name]);
  }
  return () => {
    for (const [name, value] of before) set(name, value);
  };
}
