/**
 * esbuild injects this module into bundles whose `Date` and timers must follow the cloud's clock.
 */
import { hostBindings } from "./host-bindings.ts";

const { now, setTimer } = hostBindings();
const RealDate = globalThis.Date;
const realClearTimeout = globalThis.clearTimeout;

class CloudDate extends RealDate {
  constructor(...parts: [] | [number]) {
    if (parts.length === 0) super(now());
    else super(...parts);
  }
  static override now(): number {
    return now();
  }
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof RealDate;
  }
}

class CloudTimer {
  readonly cancel: () => void;
  constructor(cancel: () => void) {
    this.cancel = cancel;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

function setTimeout<A extends unknown[]>(
  fire: (...parts: A) => void,
  milliseconds = 0,
  ...parts: A
): CloudTimer {
  return new CloudTimer(setTimer(milliseconds, () => fire(...parts)));
}

function clearTimeout(timer: CloudTimer | NodeJS.Timeout | undefined): void {
  if (timer instanceof CloudTimer) timer.cancel();
  else realClearTimeout(timer);
}

export { CloudDate as Date, clearTimeout, setTimeout };
