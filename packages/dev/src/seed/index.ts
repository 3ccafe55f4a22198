import type { Blueprint } from "@tradewind/blueprint";
import { bucketServedAt } from "@tradewind/blueprint/derived/buckets";
import type { LocalCloud } from "@tradewind/local-cloud";
import { type Links, linkOf } from "../runtime/links.ts";
import { DEMO_PASSWORD, demoAccounts } from "./demo-accounts.ts";
import { openAccount } from "./open-account.ts";

/** The function that publishes the catalog. */
export const seedFunction = {
  name: "Seed",
  handler: "packages/dev/src/seed/seed-handler.handler",
  timeoutSeconds: 120,
  memoryMb: 1024,
} as const;

const MARKER = "done";

const marker = (cloud: LocalCloud) => cloud.kernel.store.collection<{ at: number }>("dev.seed");

/** True if the data folder already holds the sample shop. */
export function isSeeded(cloud: LocalCloud): boolean {
  return [...marker(cloud).load()].some(([key]) => key === MARKER);
}

/**
 * Writes catalog, stock, pictures and demo accounts. A seed that was cut off is repeated from the
 * start.
 * @param built settles when functions can run. Pictures need none, and are drawn before.
 */
export async function seed(
  blueprint: Blueprint,
  cloud: LocalCloud,
  links: Links,
  built: Promise<unknown>,
): Promise<void> {
  const { name: bucket } = linkOf(links, bucketServedAt(blueprint, "/images/*"));
  const pool = linkOf(links, blueprint.userPools[0]);
  await Promise.all([
    built.then(() => publishCatalog(cloud)),
    // The pictures' code is large, and only the first start needs it.
    import("./sample-pictures.ts").then(({ putPictures }) => putPictures(cloud, bucket)),
    ...demoAccounts.map((account) =>
      built.then(() => openAccount(cloud, pool, { ...account, password: DEMO_PASSWORD })),
    ),
  ]);
  marker(cloud).put(MARKER, { at: cloud.kernel.clock.now() });
  await cloud.kernel.store.durable();
}

async function publishCatalog(cloud: LocalCloud): Promise<void> {
  const result = await cloud.lambda.invoke(seedFunction.name, {});
  if (!result.ok) throw new Error(`The sample catalog was not published: ${result.error.trace.join("\n")}`);
}
