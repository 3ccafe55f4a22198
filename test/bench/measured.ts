/** The input of a worker. */
export type Load =
  | { kind: "requests"; url: string; paths: string[]; concurrency: number; seconds: number }
  | { kind: "checkouts"; url: string; shoppers: Shopper[] };

/** A signed-in customer. Each card token was made before the measurement and pays for one order. */
export interface Shopper {
  accessToken: string;
  paymentTokens: string[];
  skus: string[];
}

/** A rate per second, with latencies in milliseconds. */
interface Rates {
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
}

export interface Measured extends Rates {
  /** Number of answers with an unexpected status. */
  failures: number;
  /** Only for checkouts: the last call, which places the order. */
  placing?: Rates;
}

export function summary(latencies: readonly number[], elapsedMs: number): Rates {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { perSecond: latencies.length / (elapsedMs / 1000), p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
