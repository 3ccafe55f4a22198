import type { Kernel } from "../kernel/kernel.ts";
import type { TargetOptions } from "../kernel/targets.ts";
import { AwsError, type Service } from "../kernel/wire.ts";
import { type Action, jsonService } from "../protocols/json.ts";
import { archiveActions } from "./actions/archives.ts";
import { busActions } from "./actions/event-buses.ts";
import { putEvents } from "./actions/put-events.ts";
import { replayActions } from "./actions/replays.ts";
import { ruleActions } from "./actions/rules.ts";
import { tagActions } from "./actions/tags.ts";
import { targetActions } from "./actions/targets.ts";
import { Deliveries } from "./delivery/deliveries.ts";
import { Replays } from "./delivery/replays.ts";
import { Routing } from "./delivery/routing.ts";
import { RuleSchedules } from "./delivery/rule-schedules.ts";
import { billedEvents, type NewEvent, newEvent, refuseOversize } from "./events.ts";
import { Archives } from "./state/archives.ts";
import { Buses } from "./state/buses.ts";
import { Tags } from "./state/tags.ts";

export { compilePattern } from "./patterns/pattern.ts";

/**
 * Amazon EventBridge: buses, rules with the full pattern language, targets with retries and dead
 * letters, archives, replays and scheduled rules. Invariants: an event is acknowledged only after
 * its deliveries are durable. A delivery stays in the store until its target or a dead-letter queue
 * accepts it or its retries are exhausted.
 */
export class EventBridge {
  readonly service: Service;
  readonly #kernel: Kernel;
  readonly #buses: Buses;
  readonly #routing: Routing;
  readonly #deliveries: Deliveries;
  readonly #schedules: RuleSchedules;
  readonly #replays: Replays;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#buses = new Buses(kernel);
    this.#deliveries = new Deliveries(kernel, "events.deliveries");
    const archives = new Archives(kernel);
    const tags = new Tags(kernel);
    this.#routing = new Routing(kernel, this.#buses, this.#deliveries, archives);
    this.#schedules = new RuleSchedules(kernel, this.#buses, this.#routing);
    this.#replays = new Replays(kernel, this.#buses, archives, this.#routing);
    this.service = jsonService({
      name: "events",
      target: "AWSEvents",
      version: "1.1",
      actions: {
        PutEvents: putEvents(kernel, this.#buses, this.#routing),
        ...meterCalls(kernel, {
          ...busActions(kernel, this.#buses, tags),
          ...ruleActions(kernel, this.#buses, this.#schedules, tags),
          ...tagActions(kernel, this.#buses, tags),
          ...targetActions(kernel, this.#buses),
          ...archiveActions(kernel, this.#buses, archives),
          ...replayActions(kernel, this.#buses, archives, this.#replays),
        }),
      },
    });
    kernel.targets.register("events", (arn, input, options) => this.#receive(arn, input, options));
  }

  /**
   * Continues the work under way when the process ended: pending deliveries, schedules, replays.
   * Call it once, after all targets are registered and all functions defined. Without stored work
   * it does nothing.
   */
  resume(): void {
    this.#schedules.resume();
    this.#deliveries.resume();
    this.#replays.resume();
  }

  /**
   * Accepts an event of another AWS service on the default bus, in this synchronous block. Such
   * events are free, so they are not metered.
   */
  publish(event: NewEvent): void {
    this.#routing.accept(this.#buses.get(undefined), newEvent(this.#kernel, event));
  }

  /** Receives an event from a pipe, a schedule or another bus's rule. `input` is its detail. */
  async #receive(busArn: string, input: unknown, options: TargetOptions): Promise<{ EventId: string }> {
    const bus = this.#buses.get(busArn);
    const { source, detailType, time, resources } = options;
    if (!source || !detailType) {
      throw new AwsError("ValidationException", "An event needs a Source and a DetailType.");
    }
    if (typeof input !== "object" || input === null || Array.isArray(input)) {
      throw new AwsError("ValidationException", "Detail is malformed.");
    }
    const bytes = Buffer.byteLength(JSON.stringify(input));
    refuseOversize(bytes);
    const event = newEvent(this.#kernel, {
      source,
      detailType,
      detail: input,
      time: time === undefined ? undefined : Date.parse(time),
      resources,
    });
    this.#routing.accept(bus, event);
    this.#kernel.meter.record("events", "PutEvents", { events: billedEvents(bytes) }, { request: bytes });
    await this.#kernel.store.durable();
    return { EventId: event.id };
  }
}

function meterCalls(kernel: Kernel, actions: Record<string, Action>): Record<string, Action> {
  const wrap = ([operation, action]: [string, Action]): [string, Action] => [
    operation,
    (input, request) => {
      kernel.meter.record("events", operation, { requests: 1 }, { request: request.body.length });
      return action(input, request);
    },
  ];
  return Object.fromEntries(Object.entries(actions).map(wrap));
}
