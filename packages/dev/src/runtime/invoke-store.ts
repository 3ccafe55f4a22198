import { AsyncLocalStorage } from "node:async_hooks";
import type { LambdaHandler } from "@tradewind/local-cloud";

const REQUEST_ID = Symbol.for("_AWS_LAMBDA_REQUEST_ID");
const X_RAY_TRACE_ID = Symbol.for("_AWS_LAMBDA_X_RAY_TRACE_ID");

const invocation = new AsyncLocalStorage<Record<symbol | string, unknown>>();

/**
 * The store that Lambda provides where one process runs several invocations, as all processes do
 * here. Libraries keep the state of one invocation in it; the logger keeps its keys. The interface
 * is that of `@aws/lambda-invoke-store`.
 */
const invokeStore = {
  hasContext: () => invocation.getStore() !== undefined,
  getContext: () => invocation.getStore(),
  get: (key: symbol | string) => invocation.getStore()?.[key],
  set(key: symbol | string, value: unknown) {
    const store = invocation.getStore();
    if (store) store[key] = value;
  },
  getRequestId: () => invocation.getStore()?.[REQUEST_ID] ?? "-",
  getXRayTraceId: () => invocation.getStore()?.[X_RAY_TRACE_ID],
  getTraceparent: () => undefined,
  getTracestate: () => undefined,
  getBaggage: () => undefined,
  getTenantId: () => undefined,
};

/** The request id of the invocation that runs this code. */
export const currentRequestId = (): string => invocation.getStore()?.[REQUEST_ID] as string;

/** This variable tells libraries that invocations share the process. */
export const CONCURRENT_INVOCATIONS = { AWS_LAMBDA_MAX_CONCURRENCY: "1000" };

/** Publishes the store, as Lambda's runtime does before it loads a function. */
export function installInvokeStore(): void {
  const runtime = globalThis as { awslambda?: { InvokeStore?: typeof invokeStore } };
  runtime.awslambda = { ...runtime.awslambda, InvokeStore: invokeStore };
}

/** Runs each invocation of `handler` with a store of its own. */
export function withInvokeStore(handler: LambdaHandler): LambdaHandler {
  return (event, context) =>
    invocation.run({ [REQUEST_ID]: context.awsRequestId }, () => handler(event, context));
}
