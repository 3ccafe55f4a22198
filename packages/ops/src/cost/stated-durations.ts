/**
 * Durations on AWS. They are stated, not metered: a laptop's own times say nothing about AWS, and a
 * virtual clock stands still. They are for warm functions and the built-in processor and carrier.
 */

/** A function's own work in one invocation at 1 GB. Half of the memory takes twice as long. */
export const OWN_MS = 10;
/** One call to a service of AWS. Calls at the same time are counted one after the other. */
export const CALL_MS = 8;
/** One Express execution of the order saga, with a processor and a carrier that answer in time. */
export const EXPRESS_MS = 2000;
/** Step Functions bills an Express execution in steps of 100 ms and 64 MB. */
export const EXPRESS_STEP_MS = 100;
export const EXPRESS_GB = 64 / 1024;

/** Messages in a batch at load. A pipe or a queue's poller waits until a batch is full. */
export const BATCH = 10;
