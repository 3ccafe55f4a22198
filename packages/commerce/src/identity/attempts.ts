import { authAttempts } from "@tradewind/blueprint/ground/limits";
import { Entity } from "electrodb";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import { keyed } from "./sealed.ts";

/** How often something was tried within a window of time. Whose it is, is kept as a keyed hash. */
const AttemptEntity = new Entity(
  {
    model: { service: "tradewind", entity: "attempt", version: "1" },
    attributes: {
      subject: { type: "string", required: true },
      window: { type: "number", required: true },
      count: { type: "number" },
      /** Epoch seconds. */
      expiresAt: { type: "number" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["subject"], casing: "none" },
        sk: { field: "sk", composite: ["window"] },
      },
    },
  },
  inCommerceTable(),
);

/** What is tried, and on which account. */
export interface Attempt {
  action: string;
  account: string;
}

/** So many attempts on one account come at once that its item cannot take them: that is too many as well. */
const CROWDED: ReadonlySet<string> = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TransactionConflictException",
]);

/**
 * Counts an attempt before it is made, right or wrong ones alike, as the answer is not known yet: one conditional update of
 * one item, which concurrent attempts do not make each other fail at. Who comes from where is not seen here, behind
 * CloudFront: the firewall counts by address.
 * @throws auth.too_many_attempts
 */
export async function admit({ clock }: Context, { action, account }: Attempt): Promise<void> {
  const { windowSeconds, perAccount } = authAttempts;
  const now = Math.floor(clock.now() / 1000);
  const window = Math.floor(now / windowSeconds);
  const end = (window + 1) * windowSeconds;
  try {
    await AttemptEntity.update({ subject: keyed("attempt", `${action} ${account}`), window })
      .add({ count: 1 })
      .set({ expiresAt: end })
      .where(
        (attributes, { notExists, lt }) =>
          `${notExists(attributes.count)} OR ${lt(attributes.count, perAccount)}`,
      )
      .go({ ...electroOptions, response: "none" });
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : "";
    const spent = name === "ConditionalCheckFailedException";
    if (!spent && !CROWDED.has(name)) throw cause;
    throw new DomainError("auth.too_many_attempts", { cause, retryAfterSeconds: spent ? end - now : 1 });
  }
}
