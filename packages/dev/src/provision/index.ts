import type { Blueprint } from "@tradewind/blueprint";
import type { Checkout } from "@tradewind/blueprint/language/define";
import type { EventSourceMapping, LocalCloud } from "@tradewind/local-cloud";
import type { Links } from "../runtime/links.ts";
import { provisionIdentity } from "./identity.ts";
import { provisionQueues, provisionTopics } from "./queues.ts";
import { provisionBuses, provisionRules, provisionWorkflows } from "./routing.ts";
import { provisionPipes } from "./pipes.ts";
import { provisionSchedules } from "./schedules.ts";
import { provisionEmail, provisionKeys } from "./secrets-and-mail.ts";
import { provisionBuckets, provisionTables } from "./storage.ts";

/** What a blueprint became in a cloud. */
export interface Provisioned {
  links: Links;
  /** Feed queues to their consumers until they are stopped. */
  mappings: EventSourceMapping[];
}

/**
 * Makes every resource of the blueprint in the cloud, except functions and the HTTP API. What exists stays, with its data;
 * wiring that the blueprint no longer has is taken away. Functions must be defined before.
 * `settings` are chosen otherwise than the blueprint has them.
 * @throws Error that names the resource when it cannot be what the blueprint says
 */
export async function provision(
  blueprint: Blueprint,
  cloud: LocalCloud,
  settings: Readonly<Record<string, string>> = {},
  checkout: Checkout = blueprint.stages.dev.checkout,
): Promise<Provisioned> {
  const links: Links = new Map();
  for (const { name, value } of blueprint.settings) links.set(name, { value: settings[name] ?? value });
  for (const { name, local } of blueprint.secrets) links.set(name, { value: local });
  // What nothing else depends on.
  const [streams, { mappings, arns: queues }] = await Promise.all([
    provisionTables(blueprint, cloud, links),
    provisionQueues(blueprint, cloud, links),
    provisionBuckets(blueprint, cloud, links),
    provisionKeys(blueprint, cloud, links),
    provisionEmail(blueprint, cloud, links),
    provisionIdentity(blueprint, cloud, links, checkout),
    provisionBuses(blueprint, cloud, links),
  ]);
  const [workflows, topics] = await Promise.all([
    provisionWorkflows(blueprint, cloud, links),
    provisionTopics(blueprint, cloud, links, queues),
  ]);
  await Promise.all([
    provisionRules(blueprint, cloud, new Map([...workflows, ...topics, ...queues])),
    provisionPipes(blueprint, cloud, streams),
    provisionSchedules(blueprint, cloud),
  ]);
  return { links, mappings };
}
