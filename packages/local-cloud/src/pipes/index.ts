import type { ChangeStreams } from "../kernel/change-stream.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Service } from "../kernel/wire.ts";
import { restJsonService } from "../protocols/rest-json.ts";
import { pipeRoutes } from "./actions/pipes.ts";
import type { Functions } from "./delivery/batch-delivery.ts";
import { PipeSet } from "./state/pipe-set.ts";

/**
 * Amazon EventBridge Pipes from DynamoDB streams: filter, enrichment by a function, target.
 * Invariants: records of a stream reach the target in order. A batch is repeated until the target
 * has accepted it durably or its dead letter is sent. The checkpoint moves only after that, so a
 * crash repeats the last batch and loses nothing.
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
   * Starts the pipes that were running when the process ended. Call it once, after the streams,
   * functions and targets exist. Without stored pipes it does nothing.
   */
  resume(): void {
    this.#pipes.resume();
  }

  /** Stops reading. The current batch is finished. */
  stop(): void {
    this.#pipes.stop();
  }
}
