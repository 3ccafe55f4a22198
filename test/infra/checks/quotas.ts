/** AWS's limits, which the mock engine does not enforce. */
import { type Check, nameOf } from "./deployment.ts";

const bytes = (value: unknown) =>
  Buffer.byteLength(typeof value === "string" ? value : JSON.stringify(value ?? ""));

/**
 * Types whose names must differ within an account and region. AWS ignores the case of some names.
 */
const NAMED = [
  "cloudwatch/eventBus",
  "cloudwatch/eventRule",
  "cloudwatch/logGroup",
  "cloudwatch/metricAlarm",
  "dynamodb/table",
  "iam/role",
  "lambda/function",
  "sfn/stateMachine",
  "sns/topic",
  "sqs/queue",
];

function repeatedNames(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => {
    const again = seen.has(name.toLowerCase());
    seen.add(name.toLowerCase());
    return again;
  });
}

export const uniqueNames: Check = {
  rule: "names are unique, even without regard to case",
  problems: (deployment) => [
    ...repeatedNames(
      deployment.graph.resources
        .filter(
          ({ type, within }) => type.startsWith("sst:") && !type.endsWith("LinkRef") && within.length === 0,
        )
        .map(({ name }) => name),
    ).map((name) => `The component name ${name} is used twice.`),
    ...NAMED.flatMap((type) =>
      repeatedNames(
        deployment
          .of(type)
          .map(({ props }) => props["name"])
          .filter((name) => typeof name === "string"),
      ).map((name) => `The name ${name} is used by two of ${type}.`),
    ),
  ],
};

interface Limit {
  type: string;
  what: string;
  most: number;
  measure: (props: Record<string, unknown>) => number;
}

/** Limits on single resources, each with its source. */
const LIMITS: readonly Limit[] = [
  {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    type: "iam/role",
    what: "characters of inline policies",
    most: 10_240,
    measure: ({ inlinePolicies }) =>
      ((inlinePolicies ?? []) as { policy: string }[]).reduce((sum, { policy }) => sum + bytes(policy), 0),
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    type: "lambda/function",
    what: "bytes of environment",
    most: 4096,
    measure: ({ environment }) => bytes((environment as { variables?: object } | undefined)?.variables),
  },
  {
    type: "lambda/function",
    what: "characters of its name",
    most: 64,
    measure: ({ name }) => String(name).length,
  },
  {
    type: "lambda/function",
    what: "seconds",
    most: 900,
    measure: ({ timeout }) => Number(timeout),
  },
  {
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
    type: "apigateway/integration",
    what: "milliseconds",
    most: 29_000,
    measure: ({ timeoutMilliseconds }) => Number(timeoutMilliseconds ?? 0),
  },
  {
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
    type: "cloudwatch/eventRule",
    what: "characters of its pattern",
    most: 2048,
    measure: ({ eventPattern }) => bytes(eventPattern),
  },
  {
    // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
    type: "sfn/stateMachine",
    what: "bytes of its definition",
    most: 1_048_576,
    measure: ({ definition }) => bytes(definition),
  },
  {
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
    type: "cloudwatch/metricAlarm",
    what: "metrics in its expression",
    most: 10,
    measure: ({ metricQueries }) =>
      ((metricQueries ?? []) as { metric?: object }[]).filter(({ metric }) => metric).length,
  },
  {
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    type: "cloudwatch/metricAlarm",
    what: "seconds watched",
    most: 86_400,
    measure: ({ metricQueries, period, evaluationPeriods }) => {
      const periods = ((metricQueries ?? []) as { metric?: { period: number } }[]).map(
        ({ metric }) => metric?.period ?? 0,
      );
      return Number(evaluationPeriods) * Math.max(Number(period ?? 0), ...periods);
    },
  },
  {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
    type: "sqs/queue",
    what: "seconds of visibility",
    most: 43_200,
    measure: ({ visibilityTimeoutSeconds }) => Number(visibilityTimeoutSeconds ?? 0),
  },
];

/** Limits on the number of resources. */
const COUNTS = [
  { type: "cloudwatch/eventRule", most: 300, what: "rules on a bus" },
  { type: "apigateway/resource", most: 300, what: "resources of an API" },
];

export const limits: Check = {
  rule: "no resource exceeds AWS's limits",
  problems: (deployment) => [
    ...LIMITS.flatMap(({ type, what, most, measure }) =>
      deployment.of(type).flatMap((resource) => {
        const size = measure(resource.props);
        return size > most ? [`${nameOf(resource)} (${type}) has ${size} ${what}; AWS allows ${most}.`] : [];
      }),
    ),
    ...COUNTS.flatMap(({ type, most, what }) => {
      const count = deployment.of(type).length;
      return count > most ? [`There are ${count} ${what}; AWS allows ${most}.`] : [];
    }),
  ],
};

export const throttles: Check = {
  rule: "no route has a higher request limit than the whole API",
  problems(deployment) {
    const settings = deployment.of("apigateway/methodSettings");
    const rateOf = (props: Record<string, unknown>) =>
      Number((props["settings"] as Record<string, unknown>)["throttlingRateLimit"]);
    const whole = settings.find(({ props }) => props["methodPath"] === "*/*");
    return settings
      .filter(({ props }) => whole && rateOf(props) > rateOf(whole.props))
      .map(({ name }) => `${name} allows more requests than the whole API.`);
  },
};

export const quotaChecks = [uniqueNames, limits, throttles];
