import type { Units } from "../kernel/meter.ts";

/** "Every 64 KB chunk of a payload is billed as 1 request": https://aws.amazon.com/sqs/pricing/ */
export function billedRequests(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 65_536));
}

/** Requests to FIFO queues have a different price. */
export function billedUnits({ fifo }: { fifo: boolean }, requests: number): Units {
  return fifo ? { fifoRequests: requests } : { requests };
}
