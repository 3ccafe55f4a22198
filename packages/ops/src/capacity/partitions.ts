/** Partitions that many orders write to. One takes 1,000 write units a second. */
import { SHARDS } from "@tradewind/commerce/platform/shards";
import { LINES } from "../metering/flows.ts";
import type { Load } from "./load.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput-scenarios.html */
const PARTITION_WRITES = 1000;
/** A new table that is billed on demand carries this from its first second on (same page). */
export const STARTING_WRITES = 4000;
export const STARTING_READS = 12_000;
/** Ids spread by chance, so a partition is planned for half of what it takes. */
const FULL_SHARE = 0.5;

interface Hot {
  name: string;
  /** Write units for each order. */
  writes: number;
  /** Partitions that there are; absent where their number follows the load. */
  shards?: number;
}

const hot: readonly Hot[] = [
  // Placed, due at another time once it is booked (an entry goes and one comes), at rest.
  { name: "index of due orders (gsi2)", writes: 1 + 2 + 1, shards: SHARDS.length },
  { name: "index of all orders (gsi3)", writes: 1, shards: SHARDS.length },
  // Held and sold, in lots that hold units for up to 60 orders, which are 5 KB. Lots are added
  // while they are hot.
  { name: "lots of a SKU that is in every order", writes: 2 * 5 },
  { name: `lots of a SKU that is in one line of ${LINES * 100}`, writes: 2 / 100 },
];

export interface Partitioned {
  name: string;
  writesPerSecond: number;
  /** Absent where the number follows the load. */
  shards: number | undefined;
  needed: number;
  enough: boolean;
}

export const partitionsOf = ({ orders }: Pick<Load, "orders">): Partitioned[] =>
  hot.map(({ name, writes, shards }) => {
    const writesPerSecond = orders * writes;
    const needed = Math.ceil(writesPerSecond / (PARTITION_WRITES * FULL_SHARE));
    return { name, writesPerSecond, shards, needed, enough: shards === undefined || shards >= needed };
  });
