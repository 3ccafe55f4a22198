import middy from "@middy/core";
import type { ScheduleDefinition } from "@tradewind/blueprint/language/resources";
import type { Context } from "@tradewind/commerce/platform/context";
import { contextOf, systemActor } from "./invocation.ts";
import { correlate, log } from "./log.ts";

/** Input from the Scheduler: the time that the run was due, and the id of the run. */
interface Run {
  at: string;
  run: string;
}

/** The Lambda behind a schedule. A run may be late or repeated. The result of `work` is logged. */
export function scheduled(schedule: ScheduleDefinition, work: (ctx: Context) => Promise<object | void>) {
  const { name } = schedule.target;
  return middy<Run, void>().handler(async ({ at, run }) => {
    const ctx = contextOf(systemActor(name), undefined, run);
    correlate(name, ctx);
    try {
      const result = await work(ctx);
      log.info(`${name} done`, { due: at, ...result });
    } catch (error) {
      log.error(`${name} failed`, { due: at, error });
      throw error;
    }
  });
}
