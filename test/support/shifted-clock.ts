import { type Clock, SystemClock } from "@tradewind/local-cloud";

/** The system's clock, set forward by `offsetMs`. */
export function shiftedClock(offsetMs: number): Clock {
  const system = new SystemClock();
  return {
    now: () => system.now() + offsetMs,
    schedule: (at, fire) => system.schedule(at - offsetMs, fire),
    stop: () => system.stop(),
  };
}
