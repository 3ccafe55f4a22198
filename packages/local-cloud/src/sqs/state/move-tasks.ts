import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { AwsError } from "../../kernel/wire.ts";
import { invalidParameter } from "../errors.ts";
import type { MessageRecord } from "./message.ts";
import type { Queue } from "./queue.ts";
import type { Queues } from "./queues.ts";

/** A redrive of a dead-letter queue, as it is stored. */
export interface MoveTask {
  id: string;
  sourceArn: string;
  /** Without it each message returns to its original queue. */
  destinationArn?: string;
  messagesPerSecond?: number;
  status: "RUNNING" | "COMPLETED" | "CANCELLED" | "FAILED";
  moved: number;
  toMove: number;
  startedAt: number;
  failureReason?: string;
}

/** Messages moved per turn if no rate is set. */
const CHUNK = 500;

/**
 * Moves messages out of dead-letter queues in the background. A task interrupted by a crash
 * continues after the restart.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export class MoveTasks {
  readonly #kernel: Kernel;
  readonly #queues: Queues;
  readonly #rows: Collection<MoveTask>;
  readonly #tasks = new Map<string, MoveTask>();

  constructor(kernel: Kernel, queues: Queues) {
    this.#kernel = kernel;
    this.#queues = queues;
    this.#rows = kernel.store.collection("sqs.moveTasks");
    for (const [id, task] of this.#rows.load()) {
      this.#tasks.set(id, task);
      if (task.status === "RUNNING") this.#continue(task);
    }
  }

  start(
    sourceArn: string,
    destinationArn: string | undefined,
    messagesPerSecond: number | undefined,
  ): MoveTask {
    const source = this.#queues.byArn(sourceArn);
    if (!source) throw resourceNotFound("SourceArn");
    if (destinationArn !== undefined && !this.#queues.byArn(destinationArn)) {
      throw resourceNotFound("DestinationArn");
    }
    if (this.#queues.deadLetterSources(sourceArn).length === 0) {
      throw invalidParameter(
        "SourceArn",
        sourceArn,
        "Source queue must be configured as a Dead Letter Queue.",
      );
    }
    if (this.list(sourceArn).some((task) => task.status === "RUNNING")) {
      throw new AwsError(
        "UnsupportedOperation",
        "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
      );
    }
    const task: MoveTask = {
      id: this.#kernel.random.uuid(),
      sourceArn,
      status: "RUNNING",
      moved: 0,
      toMove: source.counts().visible,
      startedAt: this.#kernel.clock.now(),
    };
    if (destinationArn !== undefined) task.destinationArn = destinationArn;
    if (messagesPerSecond !== undefined) task.messagesPerSecond = messagesPerSecond;
    this.#save(task);
    this.#continue(task);
    return task;
  }

  /** Newest first. */
  list(sourceArn: string): MoveTask[] {
    return [...this.#tasks.values()]
      .filter((task) => task.sourceArn === sourceArn)
      .sort((a, b) => b.startedAt - a.startedAt);
  }

  cancel(id: string): MoveTask {
    const task = this.#tasks.get(id);
    if (!task) throw resourceNotFound("TaskHandle");
    if (task.status !== "RUNNING") {
      throw new AwsError("UnsupportedOperation", "Only active tasks can be cancelled.");
    }
    task.status = "CANCELLED";
    this.#save(task);
    return task;
  }

  #continue(task: MoveTask): void {
    this.#kernel.activity.run(async () => {
      while (task.status === "RUNNING") {
        this.#step(task);
        await this.#kernel.store.durable();
        // Let other work run between two chunks.
        await new Promise((resolve) => setImmediate(resolve));
        if (task.status === "RUNNING" && task.messagesPerSecond !== undefined) {
          this.#kernel.clock.schedule(this.#kernel.clock.now() + 1000, () => this.#continue(task));
          return;
        }
      }
    });
  }

  #step(task: MoveTask): void {
    const source = this.#queues.byArn(task.sourceArn);
    const most = Math.min(task.messagesPerSecond ?? CHUNK, task.toMove - task.moved);
    const moved = source?.move(most, (record) => this.#destination(task, record)) ?? 0;
    task.moved += moved;
    if (task.status === "RUNNING" && (moved < most || task.moved >= task.toMove)) task.status = "COMPLETED";
    this.#save(task);
  }

  #destination(task: MoveTask, record: MessageRecord): Queue | undefined {
    const arn = task.destinationArn ?? record.deadLetterSource;
    const queue = arn === undefined ? undefined : this.#queues.byArn(arn);
    if (!queue) {
      task.status = "FAILED";
      task.failureReason =
        arn === undefined ? "CouldNotDetermineMessageSource" : "AWS.SimpleQueueService.NonExistentQueue";
    }
    return queue;
  }

  #save(task: MoveTask): void {
    this.#tasks.set(task.id, task);
    this.#rows.put(task.id, task);
  }
}

function resourceNotFound(parameter: string): AwsError {
  return new AwsError(
    "ResourceNotFoundException",
    `The resource that you specified for the ${parameter} parameter doesn't exist.`,
    { status: 404 },
  );
}
