import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Execution } from "./execution.ts";
import type { HistoryEvent } from "./history.ts";

/** Speed matters more than size: inputs and outputs repeat, so every level compresses them well. */
const LEVEL = 1;

export function packHistory(events: readonly HistoryEvent[]): string {
  return deflateRawSync(JSON.stringify(events), { level: LEVEL }).toString("base64");
}

/** The events of an execution, archived or not. */
export function historyOf({ archived, history }: Execution): HistoryEvent[] {
  if (archived === undefined) return history;
  return JSON.parse(inflateRawSync(Buffer.from(archived, "base64")).toString("utf8")) as HistoryEvent[];
}
