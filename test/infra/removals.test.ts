/** Removes each resource and each permission from a stage and expects a check to name it. */

import { describe, expect, it } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import type { Check } from "./checks/deployment.ts";
import { edgeChecks } from "./checks/edge.ts";
import { functionChecks } from "./checks/functions.ts";
import { checks, Deployment } from "./checks/index.ts";
import { evaluateAll } from "./harness/evaluation.ts";
import type { GraphResource } from "./harness/graph.ts";

const { graphs, bundles } = await evaluateAll();
const graph = graphs.find(({ stage }) => stage === "production");
if (!graph) throw new Error("The stage production was not evaluated.");

/** The stage with `resource` replaced by `changed`, or removed. */
function stageWith(resource: GraphResource, changed?: GraphResource): Deployment {
  const resources = graph?.resources.flatMap((one) =>
    one === resource ? (changed ? [changed] : []) : [one],
  );
  return new Deployment({ ...graph, resources } as typeof graph & object, bundles);
}

/** The check that found the last problem runs first, as it will probably find the next. */
const orderedChecks: Check[] = [...new Set([...checks, ...functionChecks, ...edgeChecks])];

/** True if a check reports a problem that matches. */
function isFound(deployment: Deployment, says: (problem: string) => boolean): boolean {
  const index = orderedChecks.findIndex((check) => check.problems(deployment).some(says));
  if (index > 0) orderedChecks.unshift(...orderedChecks.splice(index, 1));
  return index >= 0;
}

const isMissed = (resource: GraphResource, says: (problem: string) => boolean = () => true) =>
  isFound(stageWith(resource), says);

/** No check needs these types, for the reason given. */
const UNGUARDED: Readonly<Record<string, string>> = {
  "aws:s3/bucketObjectv2:BucketObjectv2": "the zip of a function, which the function names",
  "random:index/randomBytes:RandomBytes":
    "the key of the functions' configuration, which SST makes with the first of them",
  "aws:apigateway/account:Account": "a setting of the account, which SST makes",
};
const UNGUARDED_NAMES = new Set(["APIGatewayPushToCloudWatchLogsRole"]);

const guarded = graph.resources.filter(
  ({ type, name }) =>
    type.startsWith("aws:") && !Object.hasOwn(UNGUARDED, type) && !UNGUARDED_NAMES.has(name),
);
const consumers = new Map(blueprint.queues.map(({ name, consumer }) => [name, consumer.name]));
const ofType = (type: string) => guarded.filter((resource) => resource.type === type);

describe("a stage without one of its resources", () => {
  it(`breaks a rule, for each of the ${guarded.length} resources`, () => {
    const unmissed = guarded.filter((resource) => !isMissed(resource));
    expect(unmissed.map(({ type, name }) => `${type} ${name}`)).toEqual([]);
  });

  it("is reported with the name of the route, for each route", () => {
    const methods = ofType("aws:apigateway/method:Method").filter(({ name }) => name.startsWith("ApiRoute"));
    const unnamed = methods.filter(
      (method) =>
        !isMissed(method, (problem) =>
          /^The route [A-Z]+ \/\S* is in the blueprint and not in the stage\.$/.test(problem),
        ),
    );
    expect(unnamed.map(({ name }) => name)).toEqual([]);
    expect(methods.length).toBeGreaterThan(20);
  });

  it.each([
    ["the rule", "aws:cloudwatch/eventRule:EventRule", ({ name }: GraphResource) => `The rule ${name} is in`],
    ["the table", "aws:dynamodb/table:Table", ({ within }: GraphResource) => `The table ${within[0]} is in`],
    [
      "the dead-letter or other queue",
      "aws:sqs/queue:Queue",
      ({ within }: GraphResource) => `The queue ${within[0]} is in`,
    ],
    [
      "the function",
      "aws:lambda/function:Function",
      ({ within }: GraphResource) => `function ${within[0]} is in`,
    ],
    [
      "the route whose live version is gone",
      "aws:lambda/alias:Alias",
      ({ name }: GraphResource) => `"function":"${name.replace(/Live$/, "")}","timeoutMs"`,
    ],
    ["the key", "aws:kms/key:Key", ({ name }: GraphResource) => `The key ${name} is in`],
    [
      "the schedule",
      "aws:scheduler/schedule:Schedule",
      ({ name }: GraphResource) => `The schedule ${name} is in`,
    ],
    ["the pipe", "aws:pipes/pipe:Pipe", ({ name }: GraphResource) => `The pipe ${name} is in`],
    [
      "the state machine",
      "aws:sfn/stateMachine:StateMachine",
      ({ name }: GraphResource) => `The state machine ${name} is in`,
    ],
    [
      "the log group",
      "aws:cloudwatch/logGroup:LogGroup",
      ({ within, name }: GraphResource) => (within[0] ?? name).replace(/(Logs|Flows)$/, ""),
    ],
  ])("is reported with the name of %s", (_what, type, sentence) => {
    const resources = ofType(type);
    expect(resources.length).toBeGreaterThan(0);
    const unnamed = resources.filter(
      (resource) => !isMissed(resource, (problem) => problem.includes(sentence(resource))),
    );
    expect(unnamed.map(({ name }) => name)).toEqual([]);
  });

  it("is reported with the name of the watched resource, for each alarm", () => {
    const unnamed = ofType("aws:cloudwatch/metricAlarm:MetricAlarm").filter((alarm) => {
      const consumer = consumers.get(alarm.name.replace(/ConsumerErrors$/, ""));
      const watched = alarm.name.endsWith("ConsumerErrors") ? consumer : /^[A-Z][a-z]+/.exec(alarm.name)?.[0];
      return !isMissed(
        alarm,
        (problem) => /has no alarm|notifies nobody/.test(problem) && problem.includes(watched ?? "?"),
      );
    });
    expect(unnamed.map(({ name }) => name)).toEqual([]);
  });
});

describe("a role without one of its permissions", () => {
  interface Inline {
    name: string;
    policy: string;
  }
  interface Document {
    Statement: { Action: string | string[]; Effect: string }[];
  }
  const actionsOf = (action: string | string[]) => [action].flat();

  function without(role: GraphResource, statement: number, action: string): GraphResource {
    const policies = (role.props["inlinePolicies"] as Inline[]).map(({ name, policy }) => {
      const document = JSON.parse(policy) as Document;
      const Statement = document.Statement.map((one, index) =>
        index === statement
          ? { ...one, Action: actionsOf(one.Action).filter((other) => other !== action) }
          : one,
      );
      return { name, policy: JSON.stringify({ ...document, Statement }) };
    });
    return { ...role, props: { ...role.props, inlinePolicies: policies } };
  }

  const permissions = ofType("aws:iam/role:Role")
    .filter(({ within }) => within.length > 0)
    .flatMap((role) =>
      (role.props["inlinePolicies"] as Inline[]).flatMap(({ policy }) =>
        (JSON.parse(policy) as Document).Statement.flatMap(({ Action }, statement) =>
          actionsOf(Action).map((action) => ({ role, statement, action })),
        ),
      ),
    );

  it(`is reported with the function and the permission, for each of the ${permissions.length} permissions`, () => {
    const unnamed = permissions.filter(
      ({ role, statement, action }) =>
        !isFound(stageWith(role, without(role, statement, action)), (problem) =>
          problem.startsWith(`${role.within[0]} lacks the permission ${action} on `),
        ),
    );
    expect(unnamed.map(({ role, action }) => `${role.name}: ${action}`)).toEqual([]);
  });
});
