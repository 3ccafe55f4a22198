/** Checks the alarms, logs, traces and dashboards of a stage. */
import { burnRates, serviceLevels } from "@tradewind/blueprint/service-levels";
import type { GraphResource } from "../harness/graph.ts";
import { type Check, type Deployment, list, nameOf, physicalName } from "./deployment.ts";
import { redriveOf } from "./messaging.ts";

const alarms = (deployment: Deployment) => deployment.of("cloudwatch/metricAlarm");

function watches(alarm: GraphResource, metric: string, dimension: string, value: unknown): boolean {
  const dimensions = (alarm.props["dimensions"] ?? {}) as Record<string, unknown>;
  return alarm.props["metricName"] === metric && dimensions[dimension] === value;
}

export const alarmsOnFailure: Check = {
  rule: "dead letters, consumers, backlogs, schedules, rules, pipes and sagas each have an alarm",
  problems(deployment) {
    const missing: string[] = [];
    const demand = (metric: string, dimension: string, of: GraphResource, value: unknown) => {
      if (!alarms(deployment).some((alarm) => watches(alarm, metric, dimension, value)))
        missing.push(`${nameOf(of)} has no alarm on ${metric}.`);
    };
    for (const queue of deployment.of("sqs/queue")) {
      const consumed = redriveOf(queue) !== undefined;
      const metric = consumed ? "ApproximateAgeOfOldestMessage" : "ApproximateNumberOfMessagesVisible";
      demand(metric, "QueueName", queue, physicalName(queue));
    }
    for (const { props } of deployment.of("lambda/eventSourceMapping")) {
      const consumer = deployment.byArn(props["functionName"]);
      if (consumer) demand("Errors", "FunctionName", consumer, physicalName(consumer));
    }
    for (const { props } of deployment.of("scheduler/schedule")) {
      const target = deployment.byArn((props["target"] as { arn: string }).arn);
      if (target) demand("Errors", "FunctionName", target, physicalName(target));
    }
    for (const rule of deployment.of("cloudwatch/eventRule"))
      demand("FailedInvocations", "RuleName", rule, physicalName(rule));
    for (const pipe of deployment.of("pipes/pipe"))
      demand("ExecutionFailed", "PipeName", pipe, physicalName(pipe));
    for (const machine of deployment.of("sfn/stateMachine"))
      for (const metric of ["ExecutionsFailed", "ExecutionsTimedOut"])
        demand(metric, "StateMachineArn", machine, machine.arn);
    return missing;
  },
};

export const alarmsRing: Check = {
  rule: "every alarm notifies somebody, directly or as part of another alarm",
  problems(deployment) {
    const composites = deployment.of("cloudwatch/compositeAlarm");
    const parts = composites.map(({ props }) => String(props["alarmRule"])).join(" ");
    return [...alarms(deployment), ...composites]
      .filter(({ props }) => {
        const actions = list(props["alarmActions"] as string[] | undefined);
        const rings = actions.some((arn) => deployment.byArn(arn)?.type.includes("sns/topic"));
        return !rings && !parts.includes(`ALARM("${String(props["name"])}")`);
      })
      .map(({ name }) => `The alarm ${name} notifies nobody.`);
  },
};

interface Query {
  id: string;
  expression?: string;
  metric?: { metricName: string; dimensions: Record<string, string>; period: number };
}
const queriesOf = ({ props }: GraphResource) => (props["metricQueries"] ?? []) as Query[];

export const serviceLevelAlarms: Check = {
  rule: "each service level has an alarm on its latency and on each burn rate, over all its routes",
  problems(deployment) {
    const wanted = deployment.settings.serviceLevelAlarms ? serviceLevels : [];
    const problems: string[] = [];
    for (const level of wanted) {
      const latency = deployment.named("cloudwatch/metricAlarm", `${level.name}Latency`);
      if (latency?.props["threshold"] !== level.latency.milliseconds)
        problems.push(`${level.name} has no alarm on ${level.latency.milliseconds} ms.`);
      for (const rate of burnRates) {
        const composite = deployment.named("cloudwatch/compositeAlarm", `${level.name}Budget${rate.name}`);
        if (!composite) problems.push(`${level.name} has no alarm on its ${rate.name} burn rate.`);
        for (const [window, minutes] of [
          ["Long", rate.longMinutes],
          ["Short", rate.shortMinutes],
        ] as const) {
          const part = deployment.named("cloudwatch/metricAlarm", `${level.name}Errors${rate.name}${window}`);
          problems.push(...brokenWindow(level.name, part, minutes, rate.factor * (1 - level.availability)));
          if (part && level.routes) problems.push(...routesUnwatched(level.name, part, level.routes));
        }
      }
    }
    return problems;
  },
};

function brokenWindow(
  level: string,
  alarm: GraphResource | undefined,
  minutes: number,
  share: number,
): string[] {
  if (!alarm) return [`${level} has no alarm on its errors in ${minutes} minutes.`];
  const right =
    Math.abs(Number(alarm.props["threshold"]) - share) < 1e-9 &&
    queriesOf(alarm).every(({ metric }) => !metric || metric.period === minutes * 60);
  return right ? [] : [`The alarm ${alarm.name} should start at a share of ${share} in ${minutes} minutes.`];
}

function routesUnwatched(
  level: string,
  alarm: GraphResource,
  routes: readonly { method: string; path: string }[],
): string[] {
  const watched = new Set(
    queriesOf(alarm).map(({ metric }) => `${metric?.dimensions["Method"]} ${metric?.dimensions["Resource"]}`),
  );
  return routes
    .filter(({ method, path }) => !watched.has(`${method} ${path}`))
    .map(({ method, path }) => `${level}: the alarm ${alarm.name} does not see ${method} ${path}.`);
}

export const logRetention: Check = {
  rule: "every function, state machine, pipe and API logs to a group with the stage's retention",
  problems(deployment) {
    const groups = new Map(
      deployment
        .of("cloudwatch/logGroup")
        .map((group) => [physicalName(group), group.props["retentionInDays"]]),
    );
    const logging = [
      ...deployment.regionalFunctions.map((fn) => ({
        who: nameOf(fn),
        group: (fn.props["loggingConfig"] as { logGroup?: string } | undefined)?.logGroup,
      })),
      ...deployment.of("sfn/stateMachine").map(({ name, props }) => ({
        who: name,
        group: groupOf(
          (props["loggingConfiguration"] as { logDestination?: string } | undefined)?.logDestination,
        ),
      })),
      ...deployment.inHome("apigateway/stage").map(({ name, props }) => ({
        who: name,
        group: groupOf(
          (props["accessLogSettings"] as { destinationArn?: string } | undefined)?.destinationArn,
        ),
      })),
      ...deployment.of("pipes/pipe").map(({ name, props }) => {
        const logs = props["logConfiguration"] as { cloudwatchLogsLogDestination?: { logGroupArn?: string } };
        return { who: name, group: groupOf(logs?.cloudwatchLogsLogDestination?.logGroupArn) };
      }),
    ];
    const days = deployment.settings.logDays;
    return [
      ...logging
        .filter(({ group }) => group === undefined || !groups.has(group))
        .map(({ who }) => `${who} has no log group.`),
      ...[...groups]
        .filter(([, kept]) => kept !== days)
        .map(
          ([group, kept]) => `The log group ${group} is kept for ${String(kept)} days instead of ${days}.`,
        ),
    ];
  },
};

const groupOf = (arn: string | undefined) => arn?.split(":log-group:")[1]?.replace(/:\*$/, "");

export const tracing: Check = {
  rule: "a request can be followed through the API, the functions and the saga",
  problems: (deployment) => [
    ...deployment
      .inHome("apigateway/stage")
      .filter(({ props }) => props["xrayTracingEnabled"] !== true)
      .map(({ name }) => `${name} is not traced.`),
    ...deployment
      .of("sfn/stateMachine")
      .filter(
        ({ props }) => (props["tracingConfiguration"] as { enabled?: boolean } | undefined)?.enabled !== true,
      )
      .map(({ name }) => `${name} is not traced.`),
    ...deployment.regionalFunctions
      .filter(({ props }) => (props["tracingConfig"] as { mode?: string } | undefined)?.mode !== "Active")
      .map((fn) => `${nameOf(fn)} is not traced.`),
  ],
};

export const failuresInLogs: Check = {
  rule: "every state machine logs its failures, as an Express one keeps no history",
  problems: (deployment) =>
    deployment
      .of("sfn/stateMachine")
      .filter(({ props }) => {
        const logging = props["loggingConfiguration"] as
          | { level?: string; logDestination?: string }
          | undefined;
        return logging?.level !== "ERROR" || logging.logDestination === undefined;
      })
      .map(({ name }) => `${name} does not log its failures.`),
};

export const secretsInLogs: Check = {
  rule: "no log holds the data of a request or an execution",
  problems: (deployment) => [
    ...deployment
      .of("apigateway/methodSettings")
      .filter(({ props }) => (props["settings"] as Record<string, unknown>)["dataTraceEnabled"] !== false)
      .map(({ name }) => `${name} logs requests and answers whole.`),
    ...deployment
      .of("sfn/stateMachine")
      .filter(
        ({ props }) =>
          (props["loggingConfiguration"] as Record<string, unknown> | undefined)?.["includeExecutionData"] !==
          false,
      )
      .map(({ name }) => `${name} logs the data of its executions.`),
    ...deployment
      .inHome("apigateway/stage")
      .filter(({ props }) =>
        /authorizer\.claims|requestOverride|querystring|\$context\.path\b/.test(
          String((props["accessLogSettings"] as { format?: string } | undefined)?.format),
        ),
      )
      .map(({ name }) => `The access log of ${name} holds data that may be secret.`),
  ],
};

export const dashboards: Check = {
  rule: "one dashboard shows every queue, dead-letter queue and saga",
  problems(deployment) {
    const shown = deployment
      .of("cloudwatch/dashboard")
      .map(({ props }) => String(props["dashboardBody"]))
      .join();
    return [
      ...deployment.of("sqs/queue").map((queue) => ({ resource: queue, text: physicalName(queue) })),
      ...deployment.of("sfn/stateMachine").map((machine) => ({ resource: machine, text: machine.arn })),
    ]
      .filter(({ text }) => !shown.includes(`"${text}"`))
      .map(({ resource }) => `No dashboard shows ${nameOf(resource)}.`);
  },
};

export const observabilityChecks = [
  dashboards,
  alarmsOnFailure,
  alarmsRing,
  serviceLevelAlarms,
  logRetention,
  tracing,
  failuresInLogs,
  secretsInLogs,
];
