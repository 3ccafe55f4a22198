import { authAttempts } from "@tradewind/blueprint/limits";
import { Entity } from "electrodb";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inCommerceTable } from "../storage/tables.ts";
import { part, transact } from "../storage/transaction.ts";
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

/** What is tried, from where, and on which account. */
export interface Attempt {
  action: string;
  address: string;
  account: string;
}

/**
 * Counts an attempt before it is made, in one round trip; right or wrong ones alike, as the answer is not known yet.
 * @throws auth.too_many_attempts
 */
export async function admit({ clock }: Context, { action, address, account }: Attempt): Promise<void> {
  const { windowSeconds, perAddress, perAccount } = authAttempts;
  const now = Math.floor(clock.now() / 1000);
  const window = Math.floor(now / windowSeconds);
  const end = (window + 1) * windowSeconds;
  const count = (subject: string, most: number) =>
    part(
      AttemptEntity.update({ subject: keyed("attempt", `${action} ${subject}`), window })
        .add({ count: 1 })
        .set({ expiresAt: end })
        .where(
          (attributes, { notExists, lt }) =>
            `${notExists(attributes.count)} OR ${lt(attributes.count, most)}`,
        ),
    );
  const counted = await transact([
    count(`address ${address}`, perAddress),
    count(`account ${account}`, perAccount),
  ]);
  if (!counted.committed) throw new DomainError("auth.too_many_attempts", { retryAfterSeconds: end - now });
}
