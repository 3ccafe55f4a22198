import type { Kernel } from "../../kernel/kernel.ts";
import type { Execution } from "./execution.ts";
import type { Journal } from "./journal.ts";

/**
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: history is kept for 90
 * days.
 */
const RETENTION_MS = 90 * 24 * 60 * 60 * 1000;

/**
 * The newest ended executions are the likeliest to be read, so their histories are not compressed.
 */
const UNARCHIVED = 256;

/** The known executions: running ones, and those that ended in the last 90 days. */
export class ExecutionRegistry {
  readonly #kernel: Kernel;
  readonly #journal: Journal;
  readonly #byArn = new Map<string, Execution>();
  readonly #byMachine = new Map<string, Execution[]>();
  /** Ended executions in the order in which they ended. */
  readonly #ended: Execution[] = [];
  /** Number of archived executions at the start of `#ended`. */
  #archived = 0;
  #nextKey = 0;

  constructor(kernel: Kernel, journal: Journal) {
    this.#kernel = kernel;
    this.#journal = journal;
  }

  /** A key that sorts by start. */
  nextKey(): string {
    return String(this.#nextKey++).padStart(12, "0");
  }

  add(execution: Execution): void {
    const { arn, machineArn, status } = execution.record;
    this.#nextKey = Math.max(this.#nextKey, Number(execution.key) + 1);
    this.#byArn.set(arn, execution);
    const ofMachine = this.#byMachine.get(machineArn);
    if (ofMachine) ofMachine.push(execution);
    else this.#byMachine.set(machineArn, [execution]);
    if (status !== "RUNNING") this.#ended.push(execution);
  }

  find(arn: string): Execution | undefined {
    return this.#byArn.get(arn);
  }

  /** Oldest first. */
  ofMachine(machineArn: string): readonly Execution[] {
    return this.#byMachine.get(machineArn) ?? [];
  }

  *running(): Iterable<Execution> {
    for (const execution of this.#byArn.values()) if (execution.record.status === "RUNNING") yield execution;
  }

  closed(execution: Execution): void {
    // As in AWS, Express executions are not kept.
    if (execution.record.express) {
      this.#remove(execution);
      return;
    }
    this.#ended.push(execution);
    this.#forgetOld();
    while (this.#ended.length - this.#archived > UNARCHIVED) {
      const oldest = this.#ended[this.#archived++];
      if (oldest) this.#journal.archive(oldest);
    }
  }

  /** Called when an ended execution runs again. */
  reopened(execution: Execution): void {
    const index = this.#ended.indexOf(execution);
    if (index < 0) return;
    this.#ended.splice(index, 1);
    if (index < this.#archived) this.#archived -= 1;
    this.#journal.unarchive(execution);
  }

  #forgetOld(): void {
    const horizon = this.#kernel.clock.now() - RETENTION_MS;
    let old = 0;
    for (const { record } of this.#ended) {
      if ((record.stopDate ?? 0) >= horizon) break;
      old += 1;
    }
    if (old === 0) return;
    this.#archived = Math.max(0, this.#archived - old);
    for (const execution of this.#ended.splice(0, old)) {
      this.#journal.forget(execution);
      this.#remove(execution);
    }
  }

  #remove(execution: Execution): void {
    const { arn, machineArn } = execution.record;
    // The second run of an execution has the same ARN, but is not registered.
    if (this.#byArn.get(arn) === execution) this.#byArn.delete(arn);
    const ofMachine = this.#byMachine.get(machineArn);
    const index = ofMachine?.indexOf(execution) ?? -1;
    if (index >= 0) ofMachine?.splice(index, 1);
  }
}
