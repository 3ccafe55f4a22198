import type { Clock } from "../kernel/clock.ts";
import type { Throttle } from "./rest-api.ts";

/**
 * The token bucket of API Gateway's throttling. It holds `burst` tokens and gains `rate` tokens per
 * second.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export class TokenBucket {
  readonly #clock: Clock;
  readonly #perMs: number;
  readonly #burst: number;
  #tokens: number;
  #filledAt: number;

  constructor(clock: Clock, { rate, burst }: Throttle) {
    this.#clock = clock;
    this.#perMs = rate / 1000;
    this.#burst = burst;
    this.#tokens = burst;
    this.#filledAt = clock.now();
  }

  hasToken(): boolean {
    const now = this.#clock.now();
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#filledAt) * this.#perMs);
    this.#filledAt = now;
    // Tolerate the rounding errors of many small additions.
    return this.#tokens >= 1 - 1e-9;
  }

  take(): void {
    this.#tokens -= 1;
  }
}

/** Takes a token from every bucket, or from none of them. */
export function admit(method: TokenBucket | undefined, shared: TokenBucket): boolean {
  if (!shared.hasToken()) return false;
  if (method) {
    if (!method.hasToken()) return false;
    method.take();
  }
  shared.take();
  return true;
}
