import { Entity } from "electrodb";
import { authAttempts } from "@tradewind/blueprint/ground/limits";
import { isThrottling } from "../platform/aws-errors.ts";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import { DomainError } from "../platform/errors.ts";
import { keyedHash } from "./sealed.ts";

/** Number of attempts within a window of time. The account is stored as a keyed hash. */
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

/** An action that is limited per account. */
export interface Attempt {
  action: string;
  account: string;
}

/**
 * Counts an attempt before it is made, as its result is not known yet. One conditional update of
 * one item: concurrent attempts do not make each other fail. This does not see the client's address
 * behind CloudFront; the firewall counts by address.
 * @throws auth.too_many_attempts
 */
export async function admit({ clock }: Context, { action, account }: Attempt): Promise<void> {
  const { windowSeconds, perAccount } = authAttempts;
  const now = Math.floor(clock.now() / 1000);
  const window = Math.floor(now / windowSeconds);
  const end = (window + 1) * windowSeconds;
  try {
    await AttemptEntity.update({ subject: keyedHash("attempt", `${action} ${account}`), window })
      .add({ count: 1 })
      .set({ expiresAt: end })
      .where(
        (attributes, { notExists, lt }) =>
          `${notExists(attributes.count)} OR ${lt(attributes.count, perAccount)}`,
      )
      .go({ ...electroOptions, response: "none" });
  } catch (cause) {
    const spent = cause instanceof Error && cause.name === "ConditionalCheckFailedException";
    // Too many concurrent writes of the item are too many attempts, too.
    if (!spent && !isThrottling(cause)) throw cause;
    throw new DomainError("auth.too_many_attempts", { cause, retryAfterSeconds: spent ? end - now : 1 });
  }
}
