import type { Blueprint } from "@tradewind/blueprint";
import { keyUsages } from "@tradewind/blueprint/language/resources";
import type { LocalCloud } from "@tradewind/local-cloud";
import type { Links } from "../runtime/links.ts";

export async function provisionKeys(blueprint: Blueprint, cloud: LocalCloud, links: Links): Promise<void> {
  await Promise.all(
    blueprint.keys.map(async ({ name, spec }) => {
      const usage = keyUsages[spec];
      links.set(name, { arn: await cloud.kms.defineKey({ alias: `alias/${name}`, spec, usage }) });
    }),
  );
}

export async function provisionEmail(blueprint: Blueprint, _cloud: LocalCloud, links: Links): Promise<void> {
  for (const { name, from } of blueprint.emailSenders) links.set(name, { sender: from });
}
