/** The code of the thread: runs invocations and forwards their AWS calls to the process's cloud. */
import { setSourceMapsEnabled } from "node:process";
import { pathToFileURL } from "node:url";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { bindHost } from "@tradewind/bundles/host-bindings";
import type { LambdaHandler, WireRequest, WireResponse } from "@tradewind/local-cloud";
import { inProcessHandler } from "@tradewind/local-cloud/kernel/in-process";
import { currentRequestId, installInvokeStore, withInvokeStore } from "../invoke-store.ts";
import {
  type Answer,
  errorOf,
  type FromThread,
  failureOf,
  type Invocation,
  inBatches,
  ownBytes,
  type ToThread,
} from "./messages.ts";

const { sourceMaps } = workerData as { sourceMaps: boolean };
const port = parentPort as MessagePort;
const send = inBatches<FromThread>((batch) => port.postMessage(batch));

const waiting = new Map<number, PromiseWithResolvers<WireResponse>>();
let calls = 0;

function call({ query, body, ...request }: WireRequest): Promise<WireResponse> {
  const id = ++calls;
  const answer = Promise.withResolvers<WireResponse>();
  waiting.set(id, answer);
  send({
    kind: "call",
    id,
    invocation: currentRequestId(),
    request: { ...request, query: query.toString(), body: ownBytes(body) },
  });
  return answer.promise;
}

function settle({ id, result }: Answer): void {
  const answer = waiting.get(id);
  waiting.delete(id);
  if (!result.ok) return answer?.reject(errorOf(result.error));
  const { body } = result.response;
  answer?.resolve({ ...result.response, body: typeof body === "string" ? body : Buffer.from(body) });
}

const modules = new Map<string, Promise<Record<string, LambdaHandler>>>();

/** Asks Node's loader for a bundle once: its lookup of a loaded module takes long. */
function load(file: string): Promise<Record<string, LambdaHandler>> {
  const loaded = modules.get(file) ?? import(pathToFileURL(file).href);
  modules.set(file, loaded);
  return loaded;
}

async function run({ id, file, export: name, event, context, deadline }: Invocation): Promise<void> {
  try {
    const module = await load(file);
    const handler = withInvokeStore(module[name] as LambdaHandler);
    const getRemainingTimeInMillis = () => Math.max(0, deadline - Date.now());
    const answer = await handler(JSON.parse(event), { ...context, getRemainingTimeInMillis });
    send({ kind: "outcome", id, result: { ok: true, answer: JSON.stringify(answer) } });
  } catch (error) {
    send({ kind: "outcome", id, result: { ok: false, error: failureOf(error) } });
  }
}

setSourceMapsEnabled(sourceMaps);
installInvokeStore();
bindHost({
  requestHandler: inProcessHandler({ handle: call }),
  now: () => Date.now(),
  setTimer(milliseconds, fire) {
    const timer = setTimeout(fire, milliseconds);
    return () => clearTimeout(timer);
  },
});
port.on("message", (batch: ToThread[]) => {
  for (const message of batch) {
    if (message.kind === "answer") settle(message);
    else void run(message);
  }
});
