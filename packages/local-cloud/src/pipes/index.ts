import type { ChangeStreams } from "../kernel/change-stream.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Service } from "../kernel/wire.ts";
import { restJsonService } from "../protocols/rest-json.ts";
import { pipeRoutes } from "./actions/pipes.ts";
import type { Functions } from "./delivery/batch-delivery.ts";
import { PipeSet } from "./state/pipe-set.ts";

/**
 * Amazon EventBridge Pipes from DynamoDB streams: filter, enrichment by a function, target. Invariants: records of a
 * stream reach the target in order; a batch is repeated until the target took it, durably, or until its dead letter
 * was sent; the checkpoint moves after that and never before, so that a crash repeats the last batch and loses nothing.
 */
export class Pipes {
  readonly service: Service;
  readonly #pipes: PipeSet;

  constructor(kernel: Kernel, streams: ChangeStreams, functions: Functions) {
    this.#pipes = new PipeSet(kernel, streams, functions);
    this.service = restJsonService({
      name: "pipes",
      routes: pipeRoutes(kernel, this.#pipes),
      onCall: (operation, { body }) =>
        kernel.meter.record("pipes", operation, { requests: 1 }, { request: body.length }),
    });
  }

  /**
   * Starts the pipes that were running when the process ended. Call it once, when the streams, the functions and the
   * targets are there; without a past it does nothing.
   */
  resume(): void {
    this.#pipes.resume();
  }

  /** Stops reading; a batch under way is finished. */
  stop(): void {
    this.#pipes.stop();
  }
}
