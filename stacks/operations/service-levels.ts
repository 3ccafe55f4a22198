/** Alarms on the blueprint's service levels: availability and latency of each service. */
import { blueprint } from "@tradewind/blueprint";
import type { Route } from "@tradewind/blueprint/language/define";
import type { ServiceLevel } from "@tradewind/blueprint/language/service-level";
import { api } from "../api/rest-api.ts";
import { alarm, operations } from "../channels/alarm-topics.ts";
import { physicalName, stage } from "../stage.ts";

type Query = aws.types.input.cloudwatch.MetricAlarmMetricQuery;

/** The metrics of a service's routes, or of the whole API. */
function dimensionsOf(routes: readonly Route[] | undefined): Record<string, $util.Input<string>>[] {
  const whole = { ApiName: api.nodes.api.name, Stage: blueprint.api.stage };
  return routes?.map(({ method, path }) => ({ ...whole, Method: method, Resource: path })) ?? [whole];
}

function metrics(
  prefix: string,
  metricName: string,
  { routes }: ServiceLevel,
  { stat, period }: { stat: string; period: number },
): Query[] {
  return dimensionsOf(routes).map((dimensions, index) => ({
    id: `${prefix}${index}`,
    returnData: false,
    metric: { namespace: "AWS/ApiGateway", metricName, dimensions, stat, period },
  }));
}

/**
 * The metrics of a prefix as a list, such as `[errors0, errors1]`. Metrics without data are
 * skipped.
 */
const metricList = (prefix: string, { routes }: ServiceLevel) =>
  `[${dimensionsOf(routes)
    .map((_, index) => `${prefix}${index}`)
    .join(", ")}]`;

const result = (expression: string, label: string): Query => ({
  id: "result",
  expression,
  label,
  returnData: true,
});

function errorRateAlarm(level: ServiceLevel, name: string, minutes: number, threshold: number) {
  const window = { stat: "Sum", period: minutes * 60 };
  const alarmName = `${level.name}Errors${name}`;
  return new aws.cloudwatch.MetricAlarm(alarmName, {
    name: physicalName(alarmName),
    alarmDescription: `${level.name}: the share of failed requests in ${minutes} minutes.`,
    treatMissingData: "notBreaching",
    comparisonOperator: "GreaterThanThreshold",
    threshold,
    evaluationPeriods: 1,
    metricQueries: [
      ...metrics("errors", "5XXError", level, window),
      ...metrics("requests", "Count", level, window),
      result(
        `SUM(${metricList("errors", level)}) / SUM(${metricList("requests", level)})`,
        "Share of failed requests",
      ),
    ],
  });
}

/** Alarms that start only when the error rate is too high in the long and in the short window. */
function burnRateAlarms(level: ServiceLevel): void {
  const budget = 1 - level.availability;
  for (const { name, factor, longMinutes, shortMinutes } of blueprint.burnRates) {
    const threshold = Number((factor * budget).toPrecision(6));
    const long = errorRateAlarm(level, `${name}Long`, longMinutes, threshold);
    const short = errorRateAlarm(level, `${name}Short`, shortMinutes, threshold);
    const alarmName = `${level.name}Budget${name}`;
    new aws.cloudwatch.CompositeAlarm(alarmName, {
      alarmName: physicalName(alarmName),
      alarmDescription: `${level.name} uses the month's error budget of ${level.availability} availability ${factor} times too fast.`,
      alarmRule: $interpolate`ALARM("${long.name}") AND ALARM("${short.name}")`,
      alarmActions: [operations.arn],
      okActions: [operations.arn],
    });
  }
}

function latencyAlarm(level: ServiceLevel): void {
  const { milliseconds, of } = level.latency;
  const window = { stat: of === "gateway" ? "Average" : "p99", period: 60 };
  alarm(`${level.name}Latency`, {
    alarmDescription: `${level.name} is slower than ${milliseconds} ms.`,
    comparisonOperator: "GreaterThanThreshold",
    threshold: milliseconds,
    evaluationPeriods: 5,
    datapointsToAlarm: 3,
    metricQueries: [
      ...metrics("latency", "Latency", level, window),
      ...(of === "gateway" ? metrics("functions", "IntegrationLatency", level, window) : []),
      result(
        of === "gateway" ? "latency0 - functions0" : `MAX(${metricList("latency", level)})`,
        "Milliseconds",
      ),
    ],
  });
}

if (stage.serviceLevelAlarms)
  for (const level of blueprint.serviceLevels) {
    latencyAlarm(level);
    burnRateAlarms(level);
  }
