import type { Meter, MeteredCall } from "@tradewind/local-cloud";

/** The summed calls of one operation by one function. */
type Sum = Pick<MeteredCall, "service" | "operation" | "caller"> & {
  calls: number;
  units: Record<string, number>;
};

const MOST_REQUESTS = 2000;

/** Keeps the metered calls that the newest requests have caused. Returns those of one request. */
export function keepReceipts(meter: Meter): (requestId: string) => Sum[] | undefined {
  const receipts = new Map<string, Map<string, Sum>>();
  const receiptOf = (trace: string) => {
    let receipt = receipts.get(trace);
    if (!receipt) {
      receipts.set(trace, (receipt = new Map()));
      const [oldest] = receipts.keys();
      if (receipts.size > MOST_REQUESTS && oldest !== undefined) receipts.delete(oldest);
    }
    return receipt;
  };
  meter.tap((call) => {
    for (const [trace, share] of call.traces) add(receiptOf(idOf(trace)), call, share);
  });
  return (requestId) => {
    const receipt = receipts.get(traceIdOf(requestId));
    return receipt && [...receipt.values()];
  };
}

function add(receipt: Map<string, Sum>, { service, operation, caller, units }: MeteredCall, share: number) {
  const key = `${service} ${operation} ${caller ?? ""}`;
  let sum = receipt.get(key);
  if (!sum) receipt.set(key, (sum = { service, operation, caller, calls: 0, units: {} }));
  sum.calls += share;
  for (const [unit, amount] of Object.entries(units))
    sum.units[unit] = (sum.units[unit] ?? 0) + amount * share;
}

/** The gateway makes the last part of a trace's id from the id of its request. */
const traceIdOf = (requestId: string) => requestId.replaceAll("-", "").slice(0, 24);
const idOf = (trace: string) => trace.slice(trace.lastIndexOf("-") + 1);
