import type { IntegratedService, Resource } from "./definition.ts";
import type { Fields } from "./fields.ts";

const ACTIONS: Readonly<Record<IntegratedService, readonly string[]>> = {
  lambda: ["invoke", "invoke.waitForTaskToken"],
  sqs: ["sendMessage", "sendMessage.waitForTaskToken"],
  sns: ["publish"],
  events: ["putEvents"],
  dynamodb: ["getItem", "putItem", "updateItem", "deleteItem"],
  states: ["startExecution", "startExecution.sync:2"],
};

const FUNCTION_ARN = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9-_]+(?::[A-Za-z0-9-_$]+)?$/;
const INTEGRATION_ARN = /^arn:aws[a-z-]*:states:::([a-z-]+):([A-Za-z]+)(?:\.(.+))?$/;

/** Compiles the Resource of a Task state. Unsupported resources are refused at creation. */
export function compileResource(state: Fields): Resource {
  const arn = state.string("Resource") ?? "";
  if (FUNCTION_ARN.test(arn)) return { kind: "function", arn };
  const found = INTEGRATION_ARN.exec(arn);
  if (!found) {
    if (state.has("Resource")) state.wrong("Resource", refusal(arn));
    return { kind: "function", arn };
  }
  const [, service = "", action = "", pattern] = found;
  const actions = Object.hasOwn(ACTIONS, service) ? ACTIONS[service as IntegratedService] : [];
  if (!actions.includes(pattern === undefined ? action : `${action}.${pattern}`)) {
    state.wrong("Resource", refusal(arn));
  }
  if (pattern !== undefined && state.problems.express) {
    state.wrong("Resource", `Express state machine does not support '.${pattern}' service integration`);
  }
  return {
    kind: "integration",
    service: service as IntegratedService,
    action,
    pattern: pattern === "waitForTaskToken" || pattern === "sync:2" ? pattern : "requestResponse",
  };
}

function refusal(arn: string): string {
  if (!arn.startsWith("arn:")) return "Value is not a valid resource ARN";
  return (
    `The resource provided ${arn} is not recognized. The value is not a valid resource ARN, ` +
    "or the resource is not available in the local cloud."
  );
}
