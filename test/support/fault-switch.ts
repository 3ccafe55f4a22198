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
}
