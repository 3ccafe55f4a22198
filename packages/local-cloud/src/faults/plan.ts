import type { CallFault, DeliveryFault, Faults } from "../kernel/faults.ts";
import { seededRandom } from "../kernel/random.ts";
import { throttlingError } from "./throttling-error.ts";

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
  longestLatencyMs: number;
  longestDelayMs: number;
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
  longestLatencyMs: 2_000,
  longestDelayMs: 5_000,
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
  longestLatencyMs: 5_000,
  longestDelayMs: 60_000,
};

export type FaultKind = keyof Omit<FaultRates, "longestLatencyMs" | "longestDelayMs">;

/** One injected fault. */
export interface InjectedFault {
  kind: FaultKind;
  /** `service.Operation`, the channel of a delivery, or the name of an execution. */
  at: string;
  /** The function that made the call. */
  caller?: string;
}

/** A fault plan that can be switched off and reports the faults it injected. */
export interface FaultPlan extends Faults {
  /** False injects nothing. A plan starts enabled. */
  enabled: boolean;
  readonly injected: readonly InjectedFault[];
}

/**
 * Makes a fault plan from a seed. The fate of a call depends on the seed, its caller, its operation
 * and the number of such calls before it, not on concurrent work elsewhere. So a seed repeats a run
 * as far as the run itself is repeatable.
 */
export function faultPlan(seed: number, rates: FaultRates): FaultPlan {
  const injected: InjectedFault[] = [];
  const seen = new Map<string, number>();
  const diceOf = (what: string) => {
    const times = (seen.get(what) ?? 0) + 1;
    seen.set(what, times);
    const random = seededRandom(hash(`${seed} ${times} ${what}`));
    return { next: () => random.next(), happens: (rate: number) => random.next() < rate };
  };
  const plan: FaultPlan = {
    enabled: true,
    injected,
    onCall({ service, operation, caller }) {
      if (!plan.enabled) return undefined;
      const at = `${service}.${operation}`;
      const { next, happens } = diceOf(`${at} ${caller}`);
      const note = (kind: FaultKind) =>
        injected.push(caller === undefined ? { kind, at } : { kind, at, caller });
      const fault: CallFault = {};
      if (happens(rates.latency)) {
        fault.delayMs = Math.ceil(next() * rates.longestLatencyMs);
        note("latency");
      }
      if (happens(rates.throttling)) {
        fault.refuse = throttlingError(service);
        note("throttling");
      } else if (happens(rates.lostAnswers)) {
        fault.loseAnswer = true;
        note("lostAnswers");
      } else if (caller !== undefined && happens(rates.crashes)) {
        fault.crash = happens(0.5) ? "before" : "after";
        note("crashes");
      }
      return fault;
    },
    onDelivery({ channel }) {
      if (!plan.enabled) return undefined;
      const { next, happens } = diceOf(channel);
      const note = (kind: FaultKind) => injected.push({ kind, at: channel });
      const fault: DeliveryFault = { copies: 1, delayMs: 0 };
      if (happens(rates.delayed)) {
        fault.delayMs = Math.ceil(next() * rates.longestDelayMs);
        note("delayed");
      }
      if (happens(rates.dropped)) {
        fault.copies = 0;
        note("dropped");
      } else if (happens(rates.duplicated)) {
        fault.copies = 2;
        note("duplicated");
      }
      return fault;
    },
    doubles(execution) {
      if (!plan.enabled || !diceOf(execution).happens(rates.doubled)) return false;
      injected.push({ kind: "doubled", at: execution });
      return true;
    },
  };
  return plan;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
