import type { Clock } from "../../kernel/clock.ts";
import { IndexedHeap } from "./indexed-heap.ts";
import type { QueuedMessage } from "./message.ts";
import { FifoVisible, StandardVisible, type VisibleMessages } from "./visible-messages.ts";

export interface Counts {
  visible: number;
  delayed: number;
  inFlight: number;
}

/** The messages of a queue by their place: each message is visible, delayed or in flight. */
export class MessagePlaces {
  readonly visible: VisibleMessages;
  readonly #delayed = new IndexedHeap<QueuedMessage>(visibleSooner);
  readonly #inFlight = new IndexedHeap<QueuedMessage>(visibleSooner);
  readonly #clock: Clock;
  readonly #fifo: boolean;
  readonly #announce: () => void;

  /** `announce` is called when messages may have become receivable. */
  constructor(clock: Clock, fifo: boolean, announce: () => void) {
    this.#clock = clock;
    this.#fifo = fifo;
    this.#announce = announce;
    this.visible = fifo ? new FifoVisible() : new StandardVisible();
  }

  counts(): Counts {
    return { visible: this.visible.size, delayed: this.#delayed.size, inFlight: this.#inFlight.size };
  }

  /** Puts a message that is in no place into the place that its record states. */
  add(message: QueuedMessage): void {
    if (message.record.visibleAt <= this.#clock.now()) this.#show(message);
    else if (message.record.receives === 0) {
      message.place = "delayed";
      this.#delayed.push(message);
    } else {
      message.place = "inFlight";
      this.#inFlight.push(message);
      this.visible.hold(message);
    }
  }

  remove(message: QueuedMessage): void {
    if (message.place === "visible") this.visible.remove(message);
    else if (message.place === "delayed") this.#delayed.remove(message);
    else {
      this.#inFlight.remove(message);
      this.visible.release(message);
      // Other messages of its group may be free now.
      if (this.#fifo) this.#announce();
    }
  }

  clear(): void {
    this.visible.clear();
    this.#delayed.clear();
    this.#inFlight.clear();
  }

  /** Makes the hidden messages visible that are due. */
  showDue(now: number): void {
    for (const hidden of [this.#delayed, this.#inFlight]) {
      for (;;) {
        const message = hidden.peek();
        if (!message || message.record.visibleAt > now) break;
        this.remove(message);
        this.#show(message);
      }
    }
  }

  /** The time at which the next hidden message becomes visible. */
  nextDue(): number | undefined {
    const delayed = this.#delayed.peek()?.record.visibleAt;
    const inFlight = this.#inFlight.peek()?.record.visibleAt;
    if (delayed === undefined || inFlight === undefined) return delayed ?? inFlight;
    return Math.min(delayed, inFlight);
  }

  #show(message: QueuedMessage): void {
    message.place = "visible";
    this.visible.add(message);
    this.#announce();
  }
}

function visibleSooner(a: QueuedMessage, b: QueuedMessage): boolean {
  return (
    a.record.visibleAt < b.record.visibleAt ||
    (a.record.visibleAt === b.record.visibleAt && a.sequence < b.sequence)
  );
}
