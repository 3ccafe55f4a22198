import { Entity } from "electrodb";
import { userPool } from "@tradewind/blueprint/areas/accounts/identity";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";

const EVERY_FAMILY = "*";
const KEPT_SECONDS = userPool.refreshTokenDays * 24 * 60 * 60;

/**
 * Sessions that ended before their tokens expire: one family of tokens, or all that began before a
 * time.
 */
const RevocationEntity = new Entity(
  {
    model: { service: "tradewind", entity: "revocation", version: "1" },
    attributes: {
      userId: { type: "string", required: true },
      family: { type: "string", required: true },
      /** Epoch seconds. */
      revokedAt: { type: "number", required: true },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["userId"], casing: "none" },
        sk: { field: "sk", composite: ["family"], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

export interface Session {
  userId: string;
  /** Id shared by all tokens that descend from one sign-in. */
  family: string;
  /** Epoch seconds. */
  authenticatedAt: number;
}

/** Ends the session of one family of tokens. */
export async function revokeFamily({ clock }: Context, userId: string, family: string): Promise<void> {
  const revokedAt = Math.floor(clock.now() / 1000);
  await RevocationEntity.put({ userId, family, revokedAt, expiresAt: revokedAt + KEPT_SECONDS }).go(
    electroOptions,
  );
}

/** Ends all sessions that began before now. */
export const revokeAll = (ctx: Context, userId: string) => revokeFamily(ctx, userId, EVERY_FAMILY);

/** True when the session was ended. `consistent` also sees a revocation of a moment ago. */
export async function isRevoked(session: Session, { consistent }: { consistent: boolean }): Promise<boolean> {
  const { data } = await RevocationEntity.query
    .primary({ userId: session.userId })
    .go({ ...electroOptions, consistent });
  return data.some(({ family, revokedAt }) =>
    family === EVERY_FAMILY ? session.authenticatedAt < revokedAt : family === session.family,
  );
}
