import type { LocalCloud, Random } from "@tradewind/local-cloud";
import { HOUR, MINUTE, SECOND } from "../shop/time.ts";
import type { PartnerLine } from "./partner-line.ts";

interface Parcel {
  orderId: string;
  trackingNumber: string;
  correlationId: string;
  state: "booked" | "cancelled" | "picked up";
}

interface Carrier {
  cloud: LocalCloud;
  random: Random;
  line: PartnerLine;
  /** URL of the queue to which scans are reported. */
  scans: string;
  /**
   * Nobody fetches a parcel from then until then, and nobody answers a cancellation before the desk
   * opens. All in milliseconds since the epoch.
   */
  weekend: { from: number; deskOpens: number; until: number };
}

/**
 * A carrier with drivers of its own: it fetches a booked parcel hours or days later and reports the
 * scan later still, some of them the next day. A parcel that was cancelled in time is not fetched.
 */
export class SimulatedCarrier {
  readonly parcels = new Map<string, Parcel>();
  readonly #carrier: Carrier;

  constructor(carrier: Carrier) {
    this.#carrier = carrier;
  }

  /** Tracking numbers of the parcels that have left the house. */
  get pickedUp(): Set<string> {
    const left = [...this.parcels.values()].filter(({ state }) => state === "picked up");
    return new Set(left.map(({ trackingNumber }) => trackingNumber));
  }

  book({ trackingNumber, ...booking }: Omit<Parcel, "state">) {
    return this.#carrier.line.call(`book ${trackingNumber}`, () => {
      // Repeated, or cancelled before: no booking stands.
      if (this.parcels.has(trackingNumber)) return "booked" as const;
      const parcel: Parcel = { ...booking, trackingNumber, state: "booked" };
      this.parcels.set(trackingNumber, parcel);
      this.#at(this.#pickupAt(), () => this.#pickUp(parcel));
      return "booked" as const;
    });
  }

  cancel(trackingNumber: string) {
    const { from, deskOpens } = this.#carrier.weekend;
    return this.#carrier.line.call(`cancel ${trackingNumber}`, () => {
      if (from <= this.#now() && this.#now() < deskOpens) return "unanswered" as const;
      const parcel = this.parcels.get(trackingNumber);
      if (parcel?.state === "picked up") return "in its hands" as const;
      const unknown = { orderId: "", trackingNumber, correlationId: "" };
      this.parcels.set(trackingNumber, { ...(parcel ?? unknown), state: "cancelled" });
      return "cancelled" as const;
    });
  }

  scheduleReturn() {
    return this.#carrier.line.call("schedule a return", () => "booked" as const);
  }

  #pickUp({ trackingNumber }: Parcel): void {
    const parcel = this.parcels.get(trackingNumber);
    if (parcel?.state !== "booked") return;
    parcel.state = "picked up";
    const { random } = this.#carrier;
    this.#report(parcel, "PICKED_UP");
    const end = random.next();
    const seen = end < 0.05 ? "UNDELIVERABLE" : end < 0.8 ? "DELIVERED" : undefined;
    if (!seen) return;
    this.#at(this.#now() + (8 + 60 * random.next()) * HOUR, () => this.#report(parcel, seen));
  }

  /** Reports a scan within a minute, an hour, or a day. */
  #report({ orderId, trackingNumber, correlationId }: Parcel, scan: string): void {
    const { cloud, random, scans } = this.#carrier;
    const at = new Date(this.#now()).toISOString();
    const lateness = random.next();
    const longest = lateness < 0.6 ? MINUTE : lateness < 0.9 ? HOUR : 24 * HOUR;
    this.#at(this.#now() + SECOND + random.next() * longest, () => {
      cloud.kernel.activity.run(async () => {
        await cloud.call("sqs", "SendMessage", {
          QueueUrl: scans,
          MessageBody: JSON.stringify({ orderId, trackingNumber, scan, at }),
          MessageAttributes: { correlationId: { DataType: "String", StringValue: correlationId } },
        });
      });
    });
  }

  /** Most parcels are fetched within hours, some after a day, a few after the shop gave up. */
  #pickupAt(): number {
    const { random, weekend } = this.#carrier;
    const kind = random.next();
    const hours = kind < 0.15 ? 0.02 : kind < 0.75 ? 3 : kind < 0.9 ? 30 : 200;
    const at = this.#now() + random.next() * hours * HOUR;
    return weekend.from <= at && at < weekend.until ? weekend.until + (at - weekend.from) / 24 : at;
  }

  #now(): number {
    return this.#carrier.cloud.kernel.clock.now();
  }

  #at(time: number, work: () => void): void {
    this.#carrier.cloud.kernel.clock.schedule(time, work);
  }
}
