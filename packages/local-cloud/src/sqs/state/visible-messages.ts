import { IndexedHeap } from "./indexed-heap.ts";
import type { QueuedMessage } from "./message.ts";

/** The receivable messages of a queue, in the order of delivery. */
export interface VisibleMessages {
  readonly size: number;
  add(message: QueuedMessage): void;
  remove(message: QueuedMessage): void;
  /** The oldest receivable message. In a FIFO queue the group of `after` comes first. */
  next(after?: QueuedMessage): QueuedMessage | undefined;
  /** Call when a message goes in flight or leaves it (visible again or deleted). */
  hold(message: QueuedMessage): void;
  release(message: QueuedMessage): void;
  clear(): void;
}

/**
 * Oldest first by time of sending. Redriven messages keep theirs, so the first message to expire is
 * always in front.
 */
export class StandardVisible implements VisibleMessages {
  readonly #messages = new IndexedHeap<QueuedMessage>(
    (a, b) =>
      a.record.sentAt < b.record.sentAt || (a.record.sentAt === b.record.sentAt && a.sequence < b.sequence),
  );

  get size(): number {
    return this.#messages.size;
  }
  add(message: QueuedMessage): void {
    this.#messages.push(message);
  }
  remove(message: QueuedMessage): void {
    this.#messages.remove(message);
  }
  next(): QueuedMessage | undefined {
    return this.#messages.peek();
  }
  hold(): void {}
  release(): void {}
  clear(): void {
    this.#messages.clear();
  }
}

interface Group {
  id: string;
  visible: IndexedHeap<QueuedMessage>;
  /**
   * Sequences of the messages in flight. They all come from one receive, as the next one can only
   * take a message before them, so the set is small.
   */
  inFlight: Set<number>;
  /** True while the group is in the heap of receivable groups. */
  listed: boolean;
  slot: number;
}

const bySequence = (a: QueuedMessage, b: QueuedMessage) => a.sequence < b.sequence;

/**
 * In order within each group. A message in flight blocks the later messages of its group, not the
 * earlier ones that are visible again:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
export class FifoVisible implements VisibleMessages {
  readonly #groups = new Map<string, Group>();
  readonly #receivable = new IndexedHeap<Group>((a, b) => headOf(a) < headOf(b));
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(message: QueuedMessage): void {
    const group = this.#groupOf(message);
    this.#unlist(group);
    group.visible.push(message);
    this.#size += 1;
    this.#settle(group);
  }

  remove(message: QueuedMessage): void {
    const group = this.#groupOf(message);
    this.#unlist(group);
    group.visible.remove(message);
    this.#size -= 1;
    this.#settle(group);
  }

  next(after?: QueuedMessage): QueuedMessage | undefined {
    const same = after && this.#groups.get(after.record.group ?? "");
    return (same?.listed ? same : this.#receivable.peek())?.visible.peek();
  }

  hold(message: QueuedMessage): void {
    const group = this.#groupOf(message);
    group.inFlight.add(message.sequence);
    this.#settle(group);
  }

  release(message: QueuedMessage): void {
    const group = this.#groupOf(message);
    group.inFlight.delete(message.sequence);
    this.#settle(group);
  }

  clear(): void {
    this.#groups.clear();
    this.#receivable.clear();
    this.#size = 0;
  }

  #groupOf(message: QueuedMessage): Group {
    const id = message.record.group ?? "";
    let group = this.#groups.get(id);
    if (!group) {
      group = { id, visible: new IndexedHeap(bySequence), inFlight: new Set(), listed: false, slot: 0 };
      this.#groups.set(id, group);
    }
    return group;
  }

  #unlist(group: Group): void {
    if (group.listed) this.#receivable.remove(group);
    group.listed = false;
  }

  /** Lists the group if its first message is visible, and forgets it if it has none. */
  #settle(group: Group): void {
    if (headOf(group) < Math.min(...group.inFlight)) {
      if (group.listed) return;
      group.listed = true;
      this.#receivable.push(group);
      return;
    }
    this.#unlist(group);
    if (group.visible.size + group.inFlight.size === 0) this.#groups.delete(group.id);
  }
}

function headOf(group: Group): number {
  return group.visible.peek()?.sequence ?? Number.POSITIVE_INFINITY;
}
