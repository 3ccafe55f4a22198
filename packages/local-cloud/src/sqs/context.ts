import type { Kernel } from "../kernel/kernel.ts";
import type { MoveTasks } from "./state/move-tasks.ts";
import type { Queues } from "./state/queues.ts";

/** The state and kernel that the actions of SQS use. */
export interface SqsContext {
  kernel: Kernel;
  queues: Queues;
  moveTasks: MoveTasks;
}
