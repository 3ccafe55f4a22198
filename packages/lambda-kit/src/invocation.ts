import type { Actor, Context } from "@tradewind/commerce/platform/context";
import { systemClock, ulids } from "@tradewind/commerce/platform/context";

/** Ids from clients go into logs and events, so only harmless characters are accepted. */
const SAFE_ID = /^[A-Za-z0-9_.:-]{1,128}$/;

export function contextOf(actor: Actor, correlationId: string | undefined, causationId: string): Context {
  const correlation = correlationId && SAFE_ID.test(correlationId) ? correlationId : causationId;
  return { actor, clock: systemClock, ids: ulids, correlationId: correlation, causationId };
}

export const systemActor = (name: string): Actor => ({ kind: "system", id: name });
