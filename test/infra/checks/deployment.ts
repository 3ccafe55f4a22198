import { blueprint } from "@tradewind/blueprint";
import { stageOf } from "@tradewind/blueprint/derived/stages";
import type { Stage } from "@tradewind/blueprint/language/stage";
import type { Bundle } from "../harness/evaluation.ts";
import type { Graph, GraphResource } from "../harness/graph.ts";

/**
 * Finds a stage's resources. Types are short forms: `sqs/queue` stands for `aws:sqs/queue:Queue`.
 */
export class Deployment {
  readonly graph: Graph;
  readonly settings: Stage;
  readonly bundles: Record<string, Bundle>;
  readonly #byType: Map<string, GraphResource[]>;
  readonly #byArn: Map<string, GraphResource>;

  constructor(graph: Graph, bundles: Record<string, Bundle>) {
    this.graph = graph;
    this.bundles = bundles;
    this.settings = stageOf(blueprint, graph.stage);
    this.#byType = Map.groupBy(graph.resources, ({ type }) => shortType(type));
    this.#byArn = new Map(graph.resources.map((resource) => [resource.arn, resource]));
  }

  of(type: string): GraphResource[] {
    return this.#byType.get(type) ?? [];
  }

  /** Resources of a type, without those in the recovery region. */
  inHome(type: string): GraphResource[] {
    return this.of(type).filter(
      ({ props }) => (props["region"] ?? this.settings.region) === this.settings.region,
    );
  }

  /** The functions that CloudFront runs at its edge. Other rules apply to them. */
  get edgeFunctions(): GraphResource[] {
    return this.of("lambda/function").filter(isAtEdge);
  }

  get regionalFunctions(): GraphResource[] {
    return this.of("lambda/function").filter((fn) => !isAtEdge(fn));
  }

  named(type: string, name: string): GraphResource | undefined {
    return this.of(type).find((resource) => resource.name === name);
  }

  byArn(arn: unknown): GraphResource | undefined {
    return this.#byArn.get(String(arn));
  }

  /** The blueprint's name of the resource with this ARN: its component's name, or its own. */
  nameOf(arn: unknown): string {
    const resource = this.byArn(arn);
    return resource ? nameOf(resource) : `unknown (${String(arn)})`;
  }

  /** The title of the stage in messages. */
  get title(): string {
    return this.graph.dev ? `${this.graph.stage} under sst dev` : this.graph.stage;
  }
}

const isAtEdge = (fn: GraphResource) => blueprint.edgeFunctions.some(({ name }) => name === nameOf(fn));

/** A rule about a stage. `problems` returns one sentence for each resource that breaks it. */
export interface Check {
  rule: string;
  problems(deployment: Deployment): string[];
}

const shortTypes = new Map<string, string>();

/** `aws:sqs/queue:Queue` -> `sqs/queue`. A stage has thousands of resources of few types. */
function shortType(type: string): string {
  let short = shortTypes.get(type);
  if (short === undefined) {
    short = type.startsWith("aws:") ? (type.split(":")[1] ?? type) : type;
    shortTypes.set(type, short);
  }
  return short;
}

export const nameOf = ({ within, name }: GraphResource): string => within.at(-1) ?? name;

/** The name of a resource in AWS. */
export const physicalName = ({ props }: GraphResource): string => String(props["name"]);

export interface Statement {
  Effect: string;
  Action: string | string[];
  Resource?: string | string[];
  Principal?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

export function statementsOf(document: unknown): Statement[] {
  if (typeof document !== "string") return [];
  return (JSON.parse(document) as { Statement: Statement[] }).Statement;
}

export const list = <Value>(value: Value | Value[] | undefined): Value[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** The statements of a role's inline policies that allow something. */
export function allowedBy(role: GraphResource): Statement[] {
  const policies = (role.props["inlinePolicies"] ?? []) as { policy: string }[];
  return policies.flatMap(({ policy }) => statementsOf(policy)).filter(({ Effect }) => Effect === "Allow");
}

/**
 * Compares the blueprint's entries (`wanted`) with the stage's (`found`), by key and in both
 * directions.
 * @returns sentences such as `The queue CustomerMail is in the blueprint and not in the stage.`
 */
export function compare(
  what: string,
  wanted: ReadonlyMap<string, unknown>,
  found: ReadonlyMap<string, unknown>,
): string[] {
  const problems: string[] = [];
  for (const [key, value] of wanted) {
    if (!found.has(key)) {
      problems.push(`The ${what} ${key} is in the blueprint and not in the stage.`);
      continue;
    }
    const [left, right] = [stableJson(value), stableJson(found.get(key))];
    if (left !== right) problems.push(`The ${what} ${key} should be ${left}, and is ${right}.`);
  }
  for (const key of found.keys()) {
    if (!wanted.has(key)) problems.push(`The ${what} ${key} is in the stage and not in the blueprint.`);
  }
  return problems;
}

/** JSON with sorted keys. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** The name of the API key with this value, which the mock engine derives from the name. */
export const keyWith = (deployment: Deployment, value: string | undefined): string | undefined =>
  deployment.of("apigateway/apiKey").find(({ props }) => value === `value-of-${String(props["name"])}`)?.name;
