import type { Context } from "./context.ts";

export const MINUTE_MS = 60 * 1000;
export const DAY_SECONDS = 24 * 60 * 60;
export const DAY_MS = DAY_SECONDS * 1000;

/** The current time as an ISO 8601 string in UTC. */
export const isoNow = ({ clock }: Pick<Context, "clock">): string => new Date(clock.now()).toISOString();

/** The current time in whole seconds since 1970, the unit of DynamoDB TTL and of tokens. */
export const epochSeconds = ({ clock }: Pick<Context, "clock">): number => Math.floor(clock.now() / 1000);
