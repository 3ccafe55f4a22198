import middy from "@middy/core";
import type { ScheduleDefinition } from "@tradewind/blueprint/language/resources";
import type { Context } from "@tradewind/commerce/platform/context";
import { contextOf, systemActor } from "./invocation.ts";
import { correlate, log } from "./log.ts";

/** The Scheduler's input: the time at which the run was due, and the run's id. */
interface Run {
  at: string;
  run: string;
}

/** Logs why one item of a run failed, by the keys of the item; the run goes on. */
type LogFailure = (item: object, error: unknown) => void;

/** The Lambda behind a schedule. A run may come late or twice. The result of `work` is logged. */
export function scheduledJob(
  schedule: ScheduleDefinition,
  work: (ctx: Context, logFailure: LogFailure) => Promise<object | void>,
) {
  const { name } = schedule.target;
  const logFailure: LogFailure = (item, error) =>
    log.error(`${name} failed for one item`, { ...item, error });
  return middy<Run, void>().handler(async ({ at, run }) => {
    const ctx = contextOf(systemActor(name), undefined, run);
    correlate(name, ctx);
    try {
      const result = await work(ctx, logFailure);
      log.info(`${name} done`, { due: at, ...result });
    } catch (error) {
      log.error(`${name} failed`, { due: at, error });
      throw error;
    }
  });
}
