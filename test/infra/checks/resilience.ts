/** Checks the behaviour after failures: dead letters, permissions to deliver, retention. */
import type { GraphResource } from "../harness/graph.ts";
import { queueUrl } from "../harness/mocks.ts";
import { type Check, type Deployment, nameOf, statementsOf } from "./deployment.ts";
import { redriveOf } from "./messaging.ts";

const DAY_SECONDS = 24 * 60 * 60;
const LONGEST_RETENTION = 14 * DAY_SECONDS;
const DEFAULT_RETENTION = 4 * DAY_SECONDS;

/** ARNs of dead-letter queues by their source. */
function deadLetterTargets(deployment: Deployment): { from: string; queue: string | undefined }[] {
  const consumed = new Set(
    deployment.of("lambda/eventSourceMapping").map(({ props }) => props["eventSourceArn"]),
  );
  return [
    ...deployment
      .of("sqs/queue")
      .filter(({ arn }) => consumed.has(arn))
      .map((queue) => ({ from: `The queue ${nameOf(queue)}`, queue: redriveOf(queue)?.deadLetterTargetArn })),
    ...deployment.of("sns/topicSubscription").map((subscription) => ({
      from: `The subscription ${subscription.name}`,
      queue: redriveOf(subscription)?.deadLetterTargetArn,
    })),
    ...deployment.of("cloudwatch/eventTarget").map(({ name, props }) => ({
      from: `The target ${name}`,
      queue: (props["deadLetterConfig"] as { arn?: string } | undefined)?.arn,
    })),
    ...deployment.of("pipes/pipe").map(({ name, props }) => {
      const source = props["sourceParameters"] as {
        dynamodbStreamParameters?: { deadLetterConfig?: { arn: string } };
      };
      return { from: `The pipe ${name}`, queue: source.dynamodbStreamParameters?.deadLetterConfig?.arn };
    }),
    ...deployment.of("scheduler/schedule").map(({ name, props }) => ({
      from: `The schedule ${name}`,
      queue: (props["target"] as { deadLetterConfig?: { arn: string } }).deadLetterConfig?.arn,
    })),
  ];
}

export const deadLetters: Check = {
  rule: "every consumer has a dead-letter queue of its own kind, which keeps messages for 14 days",
  problems: (deployment) =>
    deadLetterTargets(deployment).flatMap(({ from, queue: arn }) => {
      const queue = deployment.byArn(arn);
      if (!queue || !queue.type.includes("sqs/queue")) return [`${from} has no dead-letter queue.`];
      const kept = Number(queue.props["messageRetentionSeconds"] ?? DEFAULT_RETENTION);
      return kept < LONGEST_RETENTION
        ? [`${from}: ${nameOf(queue)} keeps messages for only ${kept} seconds.`]
        : [];
    }),
};

export const fifo: Check = {
  rule: "a FIFO queue's dead-letter queue is FIFO, a standard one's is not, and FIFO names end in .fifo",
  problems: (deployment) =>
    deployment.of("sqs/queue").flatMap((queue) => {
      const ordered = queue.props["fifoQueue"] === true;
      const problems: string[] = [];
      const dead = deployment.byArn(redriveOf(queue)?.deadLetterTargetArn);
      if (dead && (dead.props["fifoQueue"] === true) !== ordered)
        problems.push(
          `The queue ${nameOf(queue)} and its dead-letter queue ${nameOf(dead)} are not both FIFO or both standard.`,
        );
      if (String(queue.props["name"]).endsWith(".fifo") !== ordered)
        problems.push(`The queue ${nameOf(queue)} is ${ordered ? "" : "not "}FIFO, against its name.`);
      return problems;
    }),
};

/** AWS's advice: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
export const visibility: Check = {
  rule: "a queue's visibility timeout is at least six times its consumer's time limit",
  problems: (deployment) =>
    deployment.of("lambda/eventSourceMapping").flatMap(({ props }) => {
      const queue = deployment.byArn(props["eventSourceArn"]);
      const consumer = deployment.byArn(props["functionName"]);
      const seen = Number(queue?.props["visibilityTimeoutSeconds"]);
      const limit = Number(consumer?.props["timeout"]);
      if (!queue || !consumer || !(seen < 6 * limit)) return [];
      return [
        `The queue ${nameOf(queue)} hides messages for ${seen} seconds; its consumer may run for ${limit} seconds.`,
      ];
    }),
};

/** AWS refuses a delivery without a permission in the policy of its target. */
export const deliveries: Check = {
  rule: "rules, topics and dead letters have permission to deliver to their targets",
  problems(deployment) {
    const allowed = new Set(
      ["sqs/queuePolicy", "sns/topicPolicy"].flatMap((type) =>
        deployment
          .of(type)
          .flatMap(({ props }) => statementsOf(props["policy"]))
          .filter(({ Effect }) => Effect === "Allow")
          .map(
            ({ Resource, Condition }) =>
              `${String(Condition?.["ArnEquals"]?.["aws:SourceArn"])} to ${String(Resource)}`,
          ),
      ),
    );
    const needed: { what: string; from: unknown; to: unknown }[] = [];
    for (const { name, props } of deployment.of("cloudwatch/eventTarget")) {
      const rule = deployment.of("cloudwatch/eventRule").find((one) => one.props["name"] === props["rule"]);
      const dead = (props["deadLetterConfig"] as { arn?: string } | undefined)?.arn;
      if (props["roleArn"] === undefined) needed.push({ what: name, from: rule?.arn, to: props["arn"] });
      needed.push({ what: `${name}'s dead letters`, from: rule?.arn, to: dead });
    }
    for (const subscription of deployment.of("sns/topicSubscription")) {
      const { name, props } = subscription;
      needed.push({ what: name, from: props["topic"], to: props["endpoint"] });
      const dead = redriveOf(subscription)?.deadLetterTargetArn;
      needed.push({ what: `${name}'s dead letters`, from: props["topic"], to: dead });
    }
    return needed
      .filter(({ from, to }) => !allowed.has(`${String(from)} to ${String(to)}`))
      .map(({ what, to }) => `${what} has no permission to deliver to ${deployment.nameOf(to)}.`);
  },
};

/** The services that publish to each topic. */
function publishers(deployment: Deployment): { topic: GraphResource; service: string }[] {
  const alarms = [...deployment.of("cloudwatch/metricAlarm"), ...deployment.of("cloudwatch/compositeAlarm")];
  const published = [
    ...alarms.flatMap(({ props }) =>
      ((props["alarmActions"] ?? []) as string[]).map((arn) => ({
        arn,
        service: "cloudwatch.amazonaws.com",
      })),
    ),
    ...deployment
      .of("cloudwatch/eventTarget")
      .map(({ props }) => ({ arn: props["arn"], service: "events.amazonaws.com" })),
  ];
  return deployment
    .of("sns/topic")
    .flatMap((topic) =>
      [...new Set(published.filter(({ arn }) => arn === topic.arn).map(({ service }) => service))].map(
        (service) => ({ topic, service }),
      ),
    );
}

const letsIn = (document: unknown, service: string) =>
  statementsOf(document).some(
    ({ Effect, Principal }) =>
      Effect === "Allow" && (Principal as { Service?: string } | undefined)?.Service === service,
  );

export const encryptedTopics: Check = {
  rule: "every publisher of a topic has permission for the topic and for its key",
  problems: (deployment) =>
    publishers(deployment).flatMap(({ topic, service }) => {
      const key = deployment.byArn(topic.props["kmsMasterKeyId"]);
      const policy = deployment.of("sns/topicPolicy").find(({ props }) => props["arn"] === topic.arn);
      return [
        ...(letsIn(policy?.props["policy"], service)
          ? []
          : [`${service} may not publish to the topic ${nameOf(topic)}.`]),
        ...(letsIn(key?.props["policy"], service)
          ? []
          : [`${service} may not use the key of the topic ${nameOf(topic)}.`]),
      ];
    }),
};

export const redrive: Check = {
  rule: "a dead-letter queue returns messages only to its own queue",
  problems: (deployment) =>
    deployment.of("sqs/queue").flatMap((queue) => {
      const dead = deployment.byArn(redriveOf(queue)?.deadLetterTargetArn);
      if (!dead) return [];
      const url = queueUrl(String(dead.props["name"]));
      const allowed = deployment
        .of("sqs/redriveAllowPolicy")
        .filter(({ props }) => props["queueUrl"] === url)
        .map(
          ({ props }) => JSON.parse(String(props["redriveAllowPolicy"])) as { sourceQueueArns?: string[] },
        );
      return allowed.some(({ sourceQueueArns }) => sourceQueueArns?.join() === queue.arn)
        ? []
        : [`The dead-letter queue ${nameOf(dead)} does not name ${nameOf(queue)} as its source.`];
    }),
};

export const roles: Check = {
  rule: "a service that calls another has a role with permission for it",
  problems(deployment) {
    const lacking: string[] = [];
    const demand = (who: GraphResource, action: string, target: unknown, roleArn = who.props["roleArn"]) => {
      const role = deployment.byArn(roleArn);
      const statements = ((role?.props["inlinePolicies"] ?? []) as { policy: string }[]).flatMap(
        ({ policy }) => statementsOf(policy),
      );
      const granted = statements.some(
        ({ Effect, Action, Resource }) =>
          Effect === "Allow" &&
          [Action].flat().includes(action) &&
          [Resource].flat().includes(String(target)),
      );
      if (!granted) lacking.push(`${who.name} may not ${action} on ${deployment.nameOf(target)}.`);
    };
    for (const machine of deployment.of("sfn/stateMachine")) {
      const called = String(machine.props["definition"]).match(/arn:aws:lambda:[^"]+/g) ?? [];
      for (const arn of new Set(called)) demand(machine, "lambda:InvokeFunction", arn);
    }
    for (const target of deployment.of("cloudwatch/eventTarget"))
      if (target.props["roleArn"] !== undefined) demand(target, "states:StartExecution", target.props["arn"]);
    for (const pipe of deployment.of("pipes/pipe")) {
      demand(pipe, "dynamodb:GetRecords", pipe.props["source"]);
      demand(pipe, "lambda:InvokeFunction", pipe.props["enrichment"]);
      demand(pipe, "events:PutEvents", pipe.props["target"]);
      const source = pipe.props["sourceParameters"] as {
        dynamodbStreamParameters?: { deadLetterConfig?: { arn: string } };
      };
      demand(pipe, "sqs:SendMessage", source.dynamodbStreamParameters?.deadLetterConfig?.arn);
    }
    for (const schedule of deployment.of("scheduler/schedule")) {
      const { arn, roleArn, deadLetterConfig } = schedule.props["target"] as {
        arn: string;
        roleArn: string;
        deadLetterConfig?: { arn: string };
      };
      demand(schedule, "lambda:InvokeFunction", arn, roleArn);
      demand(schedule, "sqs:SendMessage", deadLetterConfig?.arn, roleArn);
    }
    for (const flow of deployment.of("ec2/flowLog"))
      demand(
        flow,
        "logs:PutLogEvents",
        `${String(flow.props["logDestination"])}:*`,
        flow.props["iamRoleArn"],
      );
    for (const proxy of deployment.of("rds/proxy"))
      for (const { secretArn } of proxy.props["auths"] as { secretArn: string }[])
        demand(proxy, "secretsmanager:GetSecretValue", secretArn);
    for (const replication of deployment.of("s3/bucketReplicationConfig")) {
      demand(
        replication,
        "s3:ListBucket",
        `arn:aws:s3:::${String(replication.props["bucket"])}`,
        replication.props["role"],
      );
      for (const { destination } of replication.props["rules"] as { destination: { bucket: string } }[])
        demand(replication, "s3:ReplicateObject", `${destination.bucket}/*`, replication.props["role"]);
    }
    return lacking;
  },
};

export const dataIsKept: Check = {
  rule: "a stage that keeps its data can neither be removed nor lose it",
  problems(deployment) {
    const { keepsData } = deployment.settings;
    const { app } = deployment.graph;
    const problems = deployment
      .of("dynamodb/table")
      .filter(({ props }) => !(props["pointInTimeRecovery"] as { enabled?: boolean } | undefined)?.enabled)
      .map((table) => `The table ${nameOf(table)} cannot be restored to a point in time.`);
    const versioned = new Set(deployment.of("s3/bucketVersioning").map(({ props }) => props["bucket"]));
    for (const bucket of deployment.of("s3/bucket"))
      if (!versioned.has(bucket.arn.split(":").at(-1)))
        problems.push(`The bucket ${nameOf(bucket)} keeps no versions.`);
    if (!keepsData) return problems;
    if (app.removal !== "retain" || app.protect !== true) problems.push(`The stage can be removed.`);
    const loose = [
      ...deployment.of("dynamodb/table").filter(({ props }) => props["deletionProtectionEnabled"] !== true),
      ...deployment.of("cognito/userPool").filter(({ props }) => props["deletionProtection"] !== "ACTIVE"),
      ...deployment.of("s3/bucket").filter(({ props }) => props["forceDestroy"] !== false),
      ...deployment
        .of("rds/cluster")
        .filter(({ props }) => props["deletionProtection"] !== true || props["skipFinalSnapshot"] !== false),
      ...deployment.of("rds/globalCluster").filter(({ props }) => props["deletionProtection"] !== true),
    ];
    return [...problems, ...loose.map((resource) => `${nameOf(resource)} can be deleted with its data.`)];
  },
};

export const resilienceChecks = [
  deadLetters,
  fifo,
  visibility,
  deliveries,
  encryptedTopics,
  redrive,
  roles,
  dataIsKept,
];
