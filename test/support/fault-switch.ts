import { type Faults, NO_FAULTS } from "@tradewind/local-cloud";

/** A fault plan that a test changes while the shop runs. At first there are no faults. */
export class FaultSwitch {
  active: Faults = NO_FAULTS;

  /** The plan to open the shop with. */
  readonly faults: Faults = {
    onCall: (call) => this.active.onCall(call),
    onDelivery: (delivery) => this.active.onDelivery(delivery),
    doubles: (execution) => this.active.doubles(execution),
    lagMs: (change) => this.active.lagMs(change),
    onBatch: (batch) => this.active.onBatch(batch),
    isBusy: (partition) => this.active.isBusy(partition),
  };

  clear(): void {
    this.active = NO_FAULTS;
  }

  /**
   * Delays the n-th AWS call of a function, or of the test itself without a name, and runs
   * `meanwhile` at its start. The returned function tells if there was such a call.
   * @param only counts only the calls of this operation
   */
  delayCall(
    name: string | undefined,
    call: number,
    forMs: number,
    meanwhile: () => unknown,
    only?: string,
  ): () => boolean {
    let made = 0;
    this.active = {
      ...NO_FAULTS,
      onCall({ operation, caller }) {
        if (caller !== name || operation === "Invoke" || operation !== (only ?? operation)) return undefined;
        made += 1;
        if (made !== call) return undefined;
        meanwhile();
        return { delayMs: forMs };
      },
    };
    return () => made >= call;
  }
}
