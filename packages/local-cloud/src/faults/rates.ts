/** The rates of faults: probabilities per API call, invocation or delivery, from 0 to 1. */
export interface FaultRates {
  /** Calls delayed by up to `longestLatencyMs`. */
  latency: number;
  /** Calls refused with the service's throttling error. */
  throttling: number;
  /** Calls that are executed, but whose response is lost. */
  lostAnswers: number;
  /**
   * Calls at which the calling function dies: half of them before the call is executed, half after
   * it.
   */
  crashes: number;
  /** Delivery attempts that fail, so that the sender retries. */
  dropped: number;
  duplicated: number;
  /** Deliveries delayed by up to `longestDelayMs`, so that later ones overtake them. */
  delayed: number;
  /** Express executions that run twice at once. */
  doubled: number;
  /** Changes of items that a global index does not show for up to `longestLagMs`. */
  lagging: number;
  /**
   * Changes of items that eventually consistent reads of the table do not show for up to
   * `longestLagMs`.
   */
  stale: number;
  /** Batches of items that are answered in another order. */
  shuffled: number;
  /** Items of batches that are left unprocessed. */
  unprocessed: number;
  /**
   * Accesses at which a partition of a table turns busy. It refuses reads or writes for up to
   * `longestBusyMs`.
   */
  busy: number;
  longestLatencyMs: number;
  longestDelayMs: number;
  longestLagMs: number;
  longestBusyMs: number;
}

/** High rates, at which retries still succeed. */
export const ROUGH_WEATHER: FaultRates = {
  latency: 0.05,
  throttling: 0.03,
  lostAnswers: 0.02,
  crashes: 0.02,
  dropped: 0.05,
  duplicated: 0.1,
  delayed: 0.2,
  doubled: 0.1,
  lagging: 0.2,
  stale: 0.05,
  shuffled: 0.5,
  unprocessed: 0.05,
  busy: 0.005,
  longestLatencyMs: 2_000,
  longestDelayMs: 5_000,
  longestLagMs: 3_000,
  longestBusyMs: 3_000,
};

/** Rates so high that retries run out. Unfinished work must then be visible. */
export const GALE: FaultRates = {
  latency: 0.1,
  throttling: 0.06,
  lostAnswers: 0.06,
  crashes: 0.08,
  dropped: 0.15,
  duplicated: 0.3,
  delayed: 0.4,
  doubled: 0.2,
  lagging: 0.5,
  stale: 0.2,
  shuffled: 0.8,
  unprocessed: 0.1,
  busy: 0.01,
  longestLatencyMs: 5_000,
  longestDelayMs: 60_000,
  longestLagMs: 30_000,
  longestBusyMs: 30_000,
};
