/**
 * Faults that DynamoDB has on AWS and a laptop has only by a plan, for one test at a time. Each is
 * a member of a plan: `faultSwitch.active = { ...NO_FAULTS, onBatch: answeredBackwards }`.
 */
import type { Faults } from "@tradewind/local-cloud";

/** Batches are answered from last to first. */
export const answeredBackwards: Faults["onBatch"] = () => ({
  leaves: () => false,
  arrange: (items) => items.toReversed(),
});

/**
 * Items whose key contains `part` are left unprocessed, `times` times in all. The empty `part`
 * leaves the first item of the next batch.
 */
export function leftUnprocessed(part: string, times = 1): Faults["onBatch"] {
  let left = times;
  return () => ({
    leaves: (key) => left > 0 && JSON.stringify(key).includes(part) && left-- > 0,
    arrange: (items) => [...items],
  });
}

/** The index shows each change that is made from now on only `lagMs` later. */
export function laggingIndex(name: string, lagMs: number): Faults["lagMs"] {
  return ({ index }) => (index === name ? lagMs : 0);
}

/**
 * Eventually consistent reads of tables show each change that is made from now on only `lagMs`
 * later.
 */
export function staleTables(lagMs: number): Faults["lagMs"] {
  return ({ index }) => (index === undefined ? lagMs : 0);
}

/** Partitions whose key contains `part` refuse reads and writes; those of indexes do not. */
export function busyPartition(part: string): Faults["isBusy"] {
  return ({ index, key }) => index === undefined && key.includes(part);
}
