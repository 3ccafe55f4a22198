/** Order ids are ULIDs: sorted by id is sorted by time. */
import { encodeTime } from "ulid";

/** Greater than the id of any order. */
export const ABOVE_ALL_IDS = "ord_~";

/** Not greater than the id of any order placed at `time` (epoch milliseconds) or later. */
export const lowestIdAt = (time: number): string => `ord_${encodeTime(Math.max(0, time), 10)}`;
