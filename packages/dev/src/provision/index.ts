import type { Blueprint } from "@tradewind/blueprint";
import type { Checkout } from "@tradewind/blueprint/language/access";
import type { EventSourceMapping, LocalCloud } from "@tradewind/local-cloud";
import type { Links } from "../runtime/links.ts";
import { provisionIdentity } from "./identity.ts";
import { provisionPipes } from "./pipes.ts";
import { provisionQueues, provisionTopics } from "./queues.ts";
import { provisionBuses, provisionRules, provisionWorkflows } from "./routing.ts";
import { provisionEmail, provisionKeys } from "./secrets-and-mail.ts";
import { provisionBuckets, provisionTables } from "./storage.ts";

/** A blueprint's resources in a cloud. */
export interface Provisioned {
  links: Links;
  /** They feed queues to their consumers until they are stopped. */
  mappings: EventSourceMapping[];
}

/**
 * Makes the resources of the blueprint in the cloud, except functions, schedules and the HTTP API.
 * Functions must be defined before. Resources that exist keep their data. Rules, pipes and
 * subscriptions that the blueprint no longer has are deleted. `settings` replace the blueprint's
 * values, by name.
 * @throws Error that names the resource when the one that exists cannot be changed to the
 * blueprint's
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
  // These depend on no other resource.
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
  ]);
  return { links, mappings };
}
