import type { Kernel } from "../kernel/kernel.ts";
import type { MoveTasks } from "./state/move-tasks.ts";
import type { Queues } from "./state/queues.ts";

/** What the actions of SQS work on. */
export interface SqsContext {
  kernel: Kernel;
  queues: Queues;
  moveTasks: MoveTasks;
}
