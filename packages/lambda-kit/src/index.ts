export { authorizer } from "./authorizer.ts";
export { sessionFor, withoutSession } from "./browser.ts";
export { consumer } from "./consumer.ts";
export { endpoint } from "./endpoint.ts";
export { log } from "./log.ts";
export { scheduledJob } from "./scheduled-job.ts";
export { subscriber } from "./subscriber.ts";
export { type HeldInput, type TaskInput, task } from "./task.ts";
