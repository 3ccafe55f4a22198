import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import type { GraphResource } from "./graph.ts";

/** The methods of a registration that the recorder calls. Pulumi's types do not declare them. */
interface Registration {
  getType(): string;
  getName(): string;
  getParent(): string;
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
  getDependenciesList?(): string[];
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

/** Pulumi marks secret values with this key. */
const SECRET = "4dabf18193072939515e22adb298388d";

/**
 * Adds every registered resource to `resources`. The mocks alone would not report parents,
 * retention and protection.
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
        props: unwrapSecrets(request.getObject()?.toJavaScript() ?? {}) as Record<string, unknown>,
        id: response?.getId?.() ?? "",
        arn: ownArn(request, response),
        after: (request.getDependenciesList?.() ?? []).map((urn) => urn.split("::").at(-1) ?? ""),
        retain: request.getRetainondelete?.() ?? false,
        protect: request.getProtect?.() ?? false,
      });
      answer(error, response);
    });
  };
}

/**
 * A resource's own ARN. An ARN among the inputs belongs to another resource, such as a rule's
 * target.
 */
function ownArn(request: Registration, response: Parameters<Answer>[1]): string {
  if (request.getObject()?.toJavaScript()["arn"] !== undefined) return "";
  const arn = response?.getObject?.()?.toJavaScript()["arn"];
  return typeof arn === "string" ? arn : "";
}

/** A URN such as `urn:pulumi:stage::app::sst:aws:Dynamo::Commerce` ends with the parent's name. */
function componentsOf(parent: string): string[] {
  const name = parent.split("::").at(-1);
  return name === undefined || name === "" || parent.includes("pulumi:pulumi:Stack::") ? [] : [name];
}

function unwrapSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrapSecrets);
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  if (SECRET in record && "value" in record) return unwrapSecrets(record["value"]);
  return Object.fromEntries(Object.entries(record).map(([key, inner]) => [key, unwrapSecrets(inner)]));
}
