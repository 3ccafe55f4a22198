import { type Faults, NO_FAULTS } from "@tradewind/local-cloud";

/** The faults that a shop is opened with, which a test changes while the shop runs. To begin with there are none. */
export class Weather {
  now: Faults = NO_FAULTS;

  readonly faults: Faults = {
    onCall: (call) => this.now.onCall(call),
    onDelivery: (delivery) => this.now.onDelivery(delivery),
  };

  clear(): void {
    this.now = NO_FAULTS;
  }
}
