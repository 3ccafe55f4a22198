import type { Kernel } from "../kernel/kernel.ts";
import type { Service } from "../kernel/wire.ts";
import { restJsonService } from "../protocols/rest-json.ts";
import { groupRoutes } from "./actions/schedule-groups.ts";
import { scheduleRoutes } from "./actions/schedules.ts";
import { Schedules } from "./state/schedules.ts";

/**
 * Amazon EventBridge Scheduler: one-time and recurring schedules in any time zone. Invariant: a run
 * is stored together with the time of the next one, so a crash neither loses nor repeats it. Its
 * delivery is at least once.
 */
export class Scheduler {
  readonly service: Service;
  readonly #schedules: Schedules;

  constructor(kernel: Kernel) {
    this.#schedules = new Schedules(kernel);
    this.service = restJsonService({
      name: "scheduler",
      messageMember: "Message",
      routes: [...scheduleRoutes(kernel, this.#schedules), ...groupRoutes(kernel, this.#schedules)],
      onCall: (operation, { body }) =>
        kernel.meter.record("scheduler", operation, { requests: 1 }, { request: body.length }),
    });
  }

  /**
   * Sets the timers of the stored schedules. Runs missed meanwhile are made up for by one. Call it
   * once, after all targets are registered. Without stored schedules it does nothing.
   */
  resume(): void {
    this.#schedules.resume();
  }
}
