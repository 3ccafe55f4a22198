import type { Kernel } from "../kernel/kernel.ts";
import type { Draft } from "./publishing.ts";
import type { Topic, Topics } from "./topics.ts";

/** What the actions of SNS work on. */
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
