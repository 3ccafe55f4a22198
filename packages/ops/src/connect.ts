/**
 * Connects the commands to a stage, by the environment of `sst shell`, or to a shop on this
 * machine.
 */
import type { LinkProperties } from "@tradewind/blueprint/language/resources";
import { Refused } from "./command.ts";

const APP = "SST_RESOURCE_App";

/**
 * Copies the environment of the shop at `url`, unless `sst shell` has set a stage's. SDK clients
 * read the environment when they are made, so they must be made after this call.
 */
export async function connect(url: string): Promise<string> {
  if (process.env[APP]) return `stage ${(JSON.parse(process.env[APP]) as { stage: string }).stage}`;
  const answer = await fetch(`${url}/_local/environment`).catch(() => undefined);
  if (!answer?.ok) {
    throw new Refused(
      `No shop runs on ${url}. Start one with npm run dev, or name a stage: npx sst shell --stage NAME -- npm run ops -- …`,
    );
  }
  Object.assign(process.env, await answer.json());
  return url;
}

/** SST's link of a resource, by its name in the blueprint. */
export function linkOf<Kind extends keyof LinkProperties>(name: string): LinkProperties[Kind] {
  const link = process.env[`SST_RESOURCE_${name}`];
  if (!link) throw new Refused(`The environment has no link to ${name}.`);
  return JSON.parse(link) as LinkProperties[Kind];
}

/** The prefix of all names of a stage's resources. A laptop uses the blueprint's names. */
export function namePrefix(): string | undefined {
  const { name, stage } = JSON.parse(process.env[APP] ?? "{}") as { name: string; stage: string };
  return stage === "local" ? undefined : `${name}-${stage}-`;
}
