import type { CallFault, DeliveryFault, Faults } from "../kernel/faults.ts";
import { seededRandom } from "../kernel/random.ts";
import type { FaultRates } from "./rates.ts";
import { throttlingError } from "./throttling-error.ts";

export type FaultKind = Exclude<keyof FaultRates, `longest${string}`>;

/** One injected fault. */
export interface InjectedFault {
  kind: FaultKind;
  /**
   * `service.Operation`, the channel of a delivery, the name of an execution, or a table or
   * `table/index`.
   */
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
 * that is itself repeatable.
 */
export function faultPlan(seed: number, rates: FaultRates): FaultPlan {
  const injected: InjectedFault[] = [];
  const seen = new Map<string, number>();
  /** By partition and access, in milliseconds since the epoch. */
  const busyUntil = new Map<string, number>();
  const diceOf = (what: string) => {
    const times = (seen.get(what) ?? 0) + 1;
    seen.set(what, times);
    const random = seededRandom(hash(`${seed} ${times} ${what}`));
    return { next: () => random.next(), happens: (rate: number) => random.next() < rate };
  };
  const note = (kind: FaultKind, at: string, caller?: string) =>
    injected.push(caller === undefined ? { kind, at } : { kind, at, caller });
  const plan: FaultPlan = {
    enabled: true,
    injected,
    onCall({ service, operation, caller }) {
      if (!plan.enabled) return undefined;
      const at = `${service}.${operation}`;
      const { next, happens } = diceOf(`${at} ${caller}`);
      const fault: CallFault = {};
      if (happens(rates.latency)) {
        fault.delayMs = Math.ceil(next() * rates.longestLatencyMs);
        note("latency", at, caller);
      }
      if (happens(rates.throttling)) {
        fault.refuse = throttlingError(service);
        note("throttling", at, caller);
      } else if (happens(rates.lostAnswers)) {
        fault.loseAnswer = true;
        note("lostAnswers", at, caller);
      } else if (caller !== undefined && happens(rates.crashes)) {
        fault.crash = happens(0.5) ? "before" : "after";
        note("crashes", at, caller);
      }
      return fault;
    },
    onDelivery({ channel }) {
      if (!plan.enabled) return undefined;
      const { next, happens } = diceOf(channel);
      const fault: DeliveryFault = { copies: 1, delayMs: 0 };
      if (happens(rates.delayed)) {
        fault.delayMs = Math.ceil(next() * rates.longestDelayMs);
        note("delayed", channel);
      }
      if (happens(rates.dropped)) {
        fault.copies = 0;
        note("dropped", channel);
      } else if (happens(rates.duplicated)) {
        fault.copies = 2;
        note("duplicated", channel);
      }
      return fault;
    },
    doubles(execution) {
      if (!plan.enabled || !diceOf(execution).happens(rates.doubled)) return false;
      note("doubled", execution);
      return true;
    },
    lagMs({ table, index, caller }) {
      if (!plan.enabled) return 0;
      const kind = index === undefined ? "stale" : "lagging";
      const at = placeOf(table, index);
      const { next, happens } = diceOf(`${kind} ${at} ${caller}`);
      if (!happens(rates[kind])) return 0;
      note(kind, at, caller);
      return Math.ceil(next() * rates.longestLagMs);
    },
    onBatch({ operation, caller }) {
      if (!plan.enabled) return undefined;
      const at = `dynamodb.${operation}`;
      const { next, happens } = diceOf(`batch ${at} ${caller}`);
      const shuffles = happens(rates.shuffled);
      if (shuffles) note("shuffled", at, caller);
      return {
        arrange: (items) => (shuffles ? shuffled(items, next) : [...items]),
        leaves: () => {
          const left = happens(rates.unprocessed);
          if (left) note("unprocessed", at, caller);
          return left;
        },
      };
    },
    isBusy({ table, index, key, access, caller, now }) {
      if (!plan.enabled) return false;
      const at = placeOf(table, index);
      const partition = `${access} ${at} ${key}`;
      if ((busyUntil.get(partition) ?? 0) <= now) {
        const { next, happens } = diceOf(partition);
        if (!happens(rates.busy)) return false;
        busyUntil.set(partition, now + Math.ceil(next() * rates.longestBusyMs));
      }
      note("busy", at, caller);
      return true;
    },
  };
  return plan;
}

function placeOf(table: string, index: string | undefined): string {
  return index === undefined ? table : `${table}/${index}`;
}

/** Fisher and Yates's shuffle. */
function shuffled<T>(items: readonly T[], next: () => number): T[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const chosen = Math.floor(next() * (last + 1));
    [mixed[last], mixed[chosen]] = [mixed[chosen] as T, mixed[last] as T];
  }
  return mixed;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
