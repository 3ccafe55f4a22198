import type { Kernel } from "../kernel/kernel.ts";
import { AwsError } from "../kernel/wire.ts";
import type { EventRecord } from "./state/records.ts";

/** "the total entry size must be less than 1MB". It was 256 KB until January 2026. */
const MAX_BYTES = 1024 * 1024;
const BILLED_BYTES = 64 * 1024;

export interface NewEvent {
  source: string;
  detailType: string;
  detail: unknown;
  /** Milliseconds. Default: now. */
  time?: number | undefined;
  resources?: string[] | undefined;
}

export function newEvent(kernel: Kernel, given: NewEvent): EventRecord {
  return {
    version: "0",
    id: kernel.random.uuid(),
    "detail-type": given.detailType,
    source: given.source,
    account: kernel.account,
    time: eventTime(given.time ?? kernel.clock.now()),
    region: kernel.region,
    resources: given.resources ?? [],
    detail: given.detail,
  };
}

/** The time of an event in EventBridge's format: whole seconds in UTC. */
function eventTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

export function refuseOversize(bytes: number): void {
  if (bytes > MAX_BYTES) {
    throw new AwsError("ValidationException", "Total size of the entries in the request is over the limit.");
  }
}

/** Each chunk of 64 KB is billed as one event. */
export function billedEvents(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / BILLED_BYTES));
}
