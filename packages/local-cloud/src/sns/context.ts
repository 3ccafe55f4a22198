import type { Kernel } from "../kernel/kernel.ts";
import type { Draft } from "./drafts.ts";
import type { Topic, Topics } from "./state/topics.ts";

/** The state and kernel that the actions of SNS use. */
export interface SnsContext {
  kernel: Kernel;
  topics: Topics;
  /** Accepts a message in this synchronous block; the caller awaits durability. */
  accept(topic: Topic, draft: Draft): Published;
}

export interface Published {
  messageId: string;
  /** FIFO topics. */
  sequenceNumber: string | undefined;
}
