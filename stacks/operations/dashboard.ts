import { blueprint } from "@tradewind/blueprint";
import { api } from "../api/rest-api.ts";
import { deadLetters, queues } from "../channels/queues.ts";
import { physicalName, stage } from "../stage.ts";
import { workflows } from "../wiring/workflows.ts";

const WIDTH = 12;
const HEIGHT = 6;

type Metric = ($util.Input<string> | { stat: string })[];

const graph = (title: string, metrics: Metric[], index: number) => ({
  type: "metric",
  width: WIDTH,
  height: HEIGHT,
  x: (index % 2) * WIDTH,
  y: Math.floor(index / 2) * HEIGHT,
  properties: { title, metrics, region: stage.region, period: 60, view: "timeSeries" },
});

const ofApi = (metric: string, stat: string): Metric => [
  "AWS/ApiGateway",
  metric,
  "ApiName",
  api.nodes.api.name,
  "Stage",
  blueprint.api.stage,
  { stat },
];

const graphs: [title: string, metrics: Metric[]][] = [
  ["Requests", [ofApi("Count", "Sum"), ofApi("4XXError", "Sum"), ofApi("5XXError", "Sum")]],
  ["Latency", [ofApi("Latency", "p50"), ofApi("Latency", "p99"), ofApi("IntegrationLatency", "p99")]],
  ["Stage cache", [ofApi("CacheHitCount", "Sum"), ofApi("CacheMissCount", "Sum")]],
  ...blueprint.serviceLevels.flatMap(({ name, routes }): [string, Metric[]][] =>
    routes
      ? [
          [
            `${name}: latency at the 99th percentile`,
            routes.map(({ method, path }) => [
              "AWS/ApiGateway",
              "Latency",
              "ApiName",
              api.nodes.api.name,
              "Stage",
              blueprint.api.stage,
              "Method",
              method,
              "Resource",
              path,
              { stat: "p99" },
            ]),
          ],
        ]
      : [],
  ),
  [
    "Sagas",
    blueprint.workflows.flatMap((workflow) =>
      ["ExecutionsStarted", "ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsTimedOut"].map((metric) => [
        "AWS/States",
        metric,
        "StateMachineArn",
        workflows.of(workflow).arn,
        { stat: "Sum" },
      ]),
    ),
  ],
  [
    "Oldest message",
    blueprint.queues.map((queue) => [
      "AWS/SQS",
      "ApproximateAgeOfOldestMessage",
      "QueueName",
      queues.of(queue).queue.nodes.queue.name,
      { stat: "Maximum" },
    ]),
  ],
  [
    "Dead letters",
    deadLetters
      .all()
      .map((queue) => [
        "AWS/SQS",
        "ApproximateNumberOfMessagesVisible",
        "QueueName",
        queue.nodes.queue.name,
        { stat: "Maximum" },
      ]),
  ],
];

new aws.cloudwatch.Dashboard("Dashboard", {
  dashboardName: physicalName("Shop"),
  dashboardBody: $jsonStringify({
    widgets: graphs.map(([title, metrics], index) => graph(title, metrics, index)),
  }),
});
