/** A blueprint's functions, and the resources that each is linked to. */
import type { Blueprint } from "../blueprint.ts";
import { commerceTable } from "../ground/tables.ts";
import type { FunctionDefinition, Route, Use } from "../language/define.ts";
import type { Linkable } from "../language/resources.ts";

/**
 * A function that both runtimes build: the one behind a route, or one that something else calls.
 */
export type AnyFunction = FunctionDefinition | Route;

/**
 * Staff and keys of integrations may call it: their changes go to the audit log, and requests of
 * keys are counted.
 */
const isForStaff = (fn: AnyFunction) => fn.kind === "route" && typeof fn.auth === "object";

/**
 * The resources that a function is linked to: those it declares, the queue it consumes if that
 * queue has its own waits between attempts, and the table with the audit log if staff may call it.
 */
export function usesOf(from: Blueprint, fn: AnyFunction): readonly Use[] {
  const deferred = from.queues.filter(({ consumer, backoffSeconds }) => consumer === fn && backoffSeconds);
  // Staff routes get read-write on the table below; drop the narrower access they declare.
  const declared = isForStaff(fn) ? fn.uses.filter(({ resource }) => resource !== commerceTable) : fn.uses;
  return [
    ...declared,
    ...deferred.map((resource) => ({ resource, access: "defer" }) as const),
    ...(isForStaff(fn) ? [{ resource: commerceTable, access: "read-write" } as const] : []),
  ];
}

/** Every function of the blueprint. */
export function functionsOf(from: Blueprint): AnyFunction[] {
  return [
    ...from.api.routes,
    from.api.authorizer.function,
    ...from.userPools.map((pool) => pool.preToken),
    from.cdn.pages.renderer,
    ...backgroundFunctionsOf(from),
  ];
}

/** The functions that run in the background: no request waits for them. */
export function backgroundFunctionsOf(from: Blueprint): AnyFunction[] {
  return [
    ...from.queues.map((queue) => queue.consumer),
    ...from.pipes.map((pipe) => pipe.enrichment),
    ...from.schedules.map((schedule) => schedule.target),
    ...from.workflows.flatMap((workflow) => Object.values(workflow.tasks)),
  ];
}

/** Every resource that functions can be linked to. */
export function linkablesOf(from: Blueprint): Linkable[] {
  return [
    ...from.tables,
    ...from.buckets,
    ...from.keys,
    ...from.buses,
    ...from.queues,
    ...from.topics,
    ...from.workflows,
    ...from.userPools,
    ...from.emailSenders,
    ...from.settings,
    ...from.secrets,
  ];
}
