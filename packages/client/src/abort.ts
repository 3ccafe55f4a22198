/**
 * Settles as the work does, or rejects with the signal's reason as soon as it aborts. The work then
 * goes on, and nobody waits for it: a `fetch` may ignore its signal, and others may share the work.
 */
export function orAborted<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const cancel = () => reject(signal.reason as Error);
    if (signal.aborted) cancel();
    signal.addEventListener("abort", cancel);
    void work.then(resolve, reject).finally(() => signal.removeEventListener("abort", cancel));
  });
}
