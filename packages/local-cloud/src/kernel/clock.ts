/** Cancels a timer. It has no effect once the timer has fired. */
export type Cancel = () => void;

export type TimerKind = "once" | "recurring";

/** The only source of time in the local cloud. Times are milliseconds since the Unix epoch. */
export interface Clock {
  now(): number;
  /**
   * Calls `fire` once when the clock reaches `at`, or in the next turn if `at` is past. A recurring
   * timer is set again each time, so code that waits for rest need not wait for it.
   */
  schedule(at: number, fire: () => void, kind?: TimerKind): Cancel;
  /** Drops every timer that has not fired. */
  stop(): void;
}

/** setTimeout fires at once for waits beyond 2^31 - 1 ms, so longer waits are split. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

export class SystemClock implements Clock {
  readonly #timers = new Set<NodeJS.Timeout>();
  #stopped = false;

  now(): number {
    return Date.now();
  }

  schedule(at: number, fire: () => void): Cancel {
    let timer: NodeJS.Timeout | undefined;
    const arm = () => {
      if (this.#stopped) return;
      const wait = Math.max(0, at - Date.now());
      timer = setTimeout(
        () => {
          if (timer) this.#timers.delete(timer);
          if (Date.now() < at) arm();
          else fire();
        },
        Math.min(wait, LONGEST_TIMEOUT),
      );
      this.#timers.add(timer);
    };
    arm();
    return () => {
      if (!timer) return;
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}

/** A clock that only moves when told to, so that a 24-hour timeout runs in microseconds. */
export class VirtualClock implements Clock {
  #now: number;
  #sequence = 0;
  readonly #timers = new Map<number, { at: number; fire: () => void; kind: TimerKind }>();

  constructor(start = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  schedule(at: number, fire: () => void, kind: TimerKind = "once"): Cancel {
    const id = this.#sequence++;
    // Like the system clock, this clock has whole milliseconds only.
    this.#timers.set(id, { at: Math.ceil(at), fire, kind });
    return () => this.#timers.delete(id);
  }

  stop(): void {
    this.#timers.clear();
  }

  /** The time of the earliest timer, of this kind if given, or undefined when there is none. */
  nextTimer(wanted?: TimerKind): number | undefined {
    let next: number | undefined;
    for (const { at, kind } of this.#timers.values())
      if ((next === undefined || at < next) && (wanted === undefined || kind === wanted)) next = at;
    return next;
  }

  /**
   * Moves to `time` and fires the due timers, earliest first. Work that the timers start is not
   * awaited.
   */
  advanceTo(time: number): void {
    for (;;) {
      let due: { id: number; at: number; fire: () => void } | undefined;
      for (const [id, timer] of this.#timers) {
        if (timer.at <= time && (!due || timer.at < due.at)) due = { id, ...timer };
      }
      if (!due) break;
      this.#timers.delete(due.id);
      this.#now = Math.max(this.#now, due.at);
      due.fire();
    }
    this.#now = Math.max(this.#now, time);
  }

  advance(milliseconds: number): void {
    this.advanceTo(this.#now + milliseconds);
  }
}
