/** Where the commands work: a stage, as `sst shell` has set it, or the shop that runs on this machine. */
import type { LinkProperties } from "@tradewind/blueprint/language/resources";
import { Refused } from "./command.ts";

const APP = "SST_RESOURCE_App";

/** Takes over the environment of the shop at `url`, unless a stage's is there. SDK clients are made after this. */
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

/** What SST says of a resource, by its name in the blueprint. */
export function linkOf<Kind extends keyof LinkProperties>(name: string): LinkProperties[Kind] {
  const link = process.env[`SST_RESOURCE_${name}`];
  if (!link) throw new Refused(`${name} is not linked.`);
  return JSON.parse(link) as LinkProperties[Kind];
}

/** How the names of a stage's resources begin. A laptop's have the blueprint's names. */
export function namePrefix(): string | undefined {
  const { name, stage } = JSON.parse(process.env[APP] ?? "{}") as { name: string; stage: string };
  return stage === "local" ? undefined : `${name}-${stage}-`;
}
