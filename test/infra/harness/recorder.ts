import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import type { GraphResource } from "./graph.ts";

/** What is read of a registration, which Pulumi's types do not show. */
interface Registration {
  getType(): string;
  getName(): string;
  getParent(): string;
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
  getRetainondelete?(): boolean;
  getProtect?(): boolean;
}
type Answer = (
  error: unknown,
  response?: { getId?(): string; getObject?(): { toJavaScript(): Record<string, unknown> } },
) => void;
interface Monitor {
  registerResource: (this: Monitor, request: Registration, answer: Answer) => Promise<void>;
}

/** Pulumi marks secrets in what it sends. */
const SECRET = "4dabf18193072939515e22adb298388d";

/**
 * Adds every resource to `resources` as it is registered. The mocks alone would not tell parents, retention and
 * protection.
 */
export function recordResources(resources: GraphResource[]): void {
  const monitor = MockMonitor.prototype as unknown as Monitor;
  const register = monitor.registerResource;
  monitor.registerResource = function registerResource(request, answer) {
    return register.call(this, request, (error, response) => {
      resources.push({
        type: request.getType(),
        name: request.getName(),
        within: componentsOf(request.getParent()),
        props: plain(request.getObject()?.toJavaScript() ?? {}) as Record<string, unknown>,
        id: response?.getId?.() ?? "",
        arn: ownArn(request, response),
        retain: request.getRetainondelete?.() ?? false,
        protect: request.getProtect?.() ?? false,
      });
      answer(error, response);
    });
  };
}

/** An ARN that is asked for is that of another resource: a rule's target, a policy's topic. */
function ownArn(request: Registration, response: Parameters<Answer>[1]): string {
  if (request.getObject()?.toJavaScript()["arn"] !== undefined) return "";
  const arn = response?.getObject?.()?.toJavaScript()["arn"];
  return typeof arn === "string" ? arn : "";
}

/** `urn:pulumi:stage::app::sst:aws:Dynamo$aws:dynamodb/table:Table::CommerceTable` has the parent's name at its end. */
function componentsOf(parent: string): string[] {
  const name = parent.split("::").at(-1);
  return name === undefined || name === "" || parent.includes("pulumi:pulumi:Stack::") ? [] : [name];
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  if (SECRET in record && "value" in record) return plain(record["value"]);
  return Object.fromEntries(Object.entries(record).map(([key, inner]) => [key, plain(inner)]));
}
