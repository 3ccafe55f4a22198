import { afterEach, describe, expect, test } from "vitest";
import { type Blueprint, blueprint } from "@tradewind/blueprint";
import { commerceTable } from "@tradewind/blueprint/ground/tables";
import type { TableDefinition } from "@tradewind/blueprint/language/resources";
import { provision } from "../../../packages/dev/src/provision/index.ts";
import { provisionSchedules } from "../../../packages/dev/src/provision/schedules.ts";
import type { Links } from "../../../packages/dev/src/runtime/links.ts";
import { LocalCloud } from "../../../packages/local-cloud/src/cloud.ts";
import { folder } from "./support.ts";

type Named = { Name: string };

/** All resources in the cloud, in the terms of the blueprint. */
async function inventory(cloud: LocalCloud) {
  const [bus] = blueprint.buses;
  const EventBusName = bus?.name ?? "";
  const list = async <T>(service: string, operation: string, member: string, input = {}) =>
    ((await cloud.call(service, operation, input))[member] ?? []) as T[];

  const rules = await list<Named & { EventPattern: string }>("events", "ListRules", "Rules", {
    EventBusName,
  });
  const topics = await list<{ TopicArn: string }>("sns", "ListTopics", "Topics");
  const pools = await list<Named & { Id: string }>("cognito-idp", "ListUserPools", "UserPools", {
    MaxResults: 60,
  });
  const keys = await list<{ AliasName: string }>("kms", "ListAliases", "Aliases");
  const buses = await list<Named>("events", "ListEventBuses", "EventBuses");
  const machines = await list<{ name: string }>("states", "ListStateMachines", "stateMachines");
  return {
    tables: await list<string>("dynamodb", "ListTables", "TableNames"),
    queues: cloud.sqs.queues().map(({ name }) => name),
    topics: topics.map(({ TopicArn }) => TopicArn.slice(TopicArn.lastIndexOf(":") + 1)),
    buses: buses.map(({ Name }) => Name).filter((name) => name !== "default"),
    rules: rules.map(({ Name }) => Name),
    pipes: (await list<Named>("pipes", "ListPipes", "Pipes")).map(({ Name }) => Name),
    schedules: (await list<Named>("scheduler", "ListSchedules", "Schedules")).map(({ Name }) => Name),
    workflows: machines.map(({ name }) => name),
    userPools: pools.map(({ Name }) => Name),
    keys: keys
      .map(({ AliasName }) => AliasName.slice("alias/".length))
      .filter((name) => !name.startsWith("aws/")),
  };
}

const names = (from: readonly { name: string }[]) => from.map(({ name }) => name).sort();
const sorted = (of: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(of).map(([kind, list]) => [kind, list.sort()]));

function expectedResources(from: Blueprint) {
  return {
    tables: names(from.tables),
    queues: names(from.queues.flatMap(({ name }) => [{ name }, { name: `${name}Dlq` }])),
    topics: names(from.topics),
    buses: names(from.buses),
    rules: names(from.rules),
    pipes: names(from.pipes),
    schedules: names(from.schedules),
    workflows: names(from.workflows),
    userPools: names(from.userPools),
    keys: names(from.keys),
  };
}

/** Makes the schedules last, as a starting shop does. */
async function provisionAll(from: Blueprint, cloud: LocalCloud) {
  const made = await provision(from, cloud);
  await provisionSchedules(from, cloud);
  return made;
}

describe("provisioning", () => {
  const opened: LocalCloud[] = [];
  const fresh = async () => {
    const cloud = new LocalCloud();
    opened.push(cloud);
    await provisionAll(blueprint, cloud);
    return cloud;
  };
  afterEach(() => Promise.all(opened.splice(0).map((cloud) => cloud.stop())));

  test("makes exactly the blueprint's resources", async () => {
    const cloud = await fresh();
    expect(sorted(await inventory(cloud))).toEqual(expectedResources(blueprint));
  });

  test("gives tables their keys, indexes, streams and time to live", async () => {
    const cloud = await fresh();
    for (const table of blueprint.tables) {
      const { Table } = (await cloud.call("dynamodb", "DescribeTable", { TableName: table.name })) as {
        Table: {
          KeySchema: object[];
          GlobalSecondaryIndexes?: { IndexName: string }[];
          StreamSpecification?: object;
        };
      };
      expect(Table.KeySchema[0]).toEqual({ AttributeName: table.partitionKey, KeyType: "HASH" });
      expect((Table.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName)).toEqual(
        Object.keys(table.indexes),
      );
      expect(Table.StreamSpecification !== undefined).toBe(table.stream !== undefined);
      const { TimeToLiveDescription } = await cloud.call("dynamodb", "DescribeTimeToLive", {
        TableName: table.name,
      });
      expect(TimeToLiveDescription).toMatchObject({
        TimeToLiveStatus: table.timeToLive ? "ENABLED" : "DISABLED",
      });
    }
  });

  test("moves messages that fail too often to the queue's dead-letter queue", async () => {
    const cloud = await fresh();
    for (const queue of blueprint.queues) {
      const QueueUrl = (await cloud.call("sqs", "GetQueueUrl", { QueueName: queue.name }))["QueueUrl"];
      const { Attributes } = (await cloud.call("sqs", "GetQueueAttributes", {
        QueueUrl,
        AttributeNames: ["All"],
      })) as {
        Attributes: Record<string, string>;
      };
      expect(Attributes["VisibilityTimeout"]).toBe(String(queue.visibilityTimeoutSeconds));
      expect(JSON.parse(Attributes["RedrivePolicy"] ?? "{}")).toEqual({
        deadLetterTargetArn: cloud.kernel.arn("sqs", `${queue.name}Dlq`),
        maxReceiveCount: queue.maxReceives,
      });
    }
  });

  test("gives rules and schedules the retries that they have on AWS", async () => {
    const cloud = await fresh();
    for (const { name: Name } of blueprint.schedules)
      expect(await cloud.call("scheduler", "GetSchedule", { Name })).toMatchObject({
        Target: { RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 10 } },
      });
    for (const { name: Rule, bus } of blueprint.rules)
      expect(await cloud.call("events", "ListTargetsByRule", { Rule, EventBusName: bus.name })).toMatchObject(
        {
          Targets: [{ RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 } }],
        },
      );
  });

  test("has no effect when repeated, and keeps stored data", async () => {
    using data = folder();
    const Key = { pk: { S: "a" }, sk: { S: "b" } };
    const first = await provisionAndInspect(blueprint, data.path, async (cloud, links) => {
      await cloud.call("dynamodb", "PutItem", { TableName: "Commerce", Item: Key });
      return { all: sorted(await inventory(cloud)), key: links.get("CardFingerprint") };
    });
    await provisionAndInspect(blueprint, data.path, async (cloud, links) => {
      expect({ all: sorted(await inventory(cloud)), key: links.get("CardFingerprint") }).toEqual(first);
      expect(await cloud.call("dynamodb", "GetItem", { TableName: "Commerce", Key })).toMatchObject({
        Item: Key,
      });
    });
  });

  test("removes wiring that the blueprint no longer has", async () => {
    using data = folder();
    await provisionAndInspect(blueprint, data.path);
    const fewer: Blueprint = {
      ...blueprint,
      rules: blueprint.rules.filter(({ name }) => name !== "NotifyCustomer"),
      topics: blueprint.topics.map((topic) => ({ ...topic, subscribers: [] })),
      pipes: [],
      schedules: [],
    };
    await provisionAndInspect(fewer, data.path, async (cloud) => {
      const { rules, pipes, schedules } = await inventory(cloud);
      expect(rules.sort()).toEqual(names(fewer.rules));
      expect(pipes).toEqual([]);
      expect(schedules).toEqual([]);
      const TopicArn = cloud.kernel.arn("sns", "Notifications");
      const { Subscriptions } = await cloud.call("sns", "ListSubscriptionsByTopic", { TopicArn });
      expect(Subscriptions).toBe("");
    });
  });

  test("changes the times of a schedule in place", async () => {
    using data = folder();
    await provisionAndInspect(blueprint, data.path);
    const [schedule] = blueprint.schedules;
    const expression = "cron(0 3 * * ? *)" as const;
    const schedules = [{ ...schedule!, expression, timeZone: "Europe/Berlin" }];
    await provisionAndInspect({ ...blueprint, schedules }, data.path, async (cloud) => {
      expect(await cloud.call("scheduler", "GetSchedule", { Name: schedule!.name })).toMatchObject({
        ScheduleExpression: expression,
        ScheduleExpressionTimezone: "Europe/Berlin",
      });
    });
  });

  test("changes the settings of queues in place", async () => {
    using data = folder();
    await provisionAndInspect(blueprint, data.path);
    const queues = blueprint.queues.map((queue) => ({
      ...queue,
      visibilityTimeoutSeconds: 600,
      maxReceives: 9,
    }));
    await provisionAndInspect({ ...blueprint, queues }, data.path, async (cloud) => {
      const { QueueUrl } = await cloud.call("sqs", "GetQueueUrl", { QueueName: "CustomerMail" });
      const AttributeNames = ["VisibilityTimeout", "RedrivePolicy"];
      const { Attributes } = (await cloud.call("sqs", "GetQueueAttributes", {
        QueueUrl,
        AttributeNames,
      })) as {
        Attributes: Record<string, string>;
      };
      expect(Attributes["VisibilityTimeout"]).toBe("600");
      expect(JSON.parse(Attributes["RedrivePolicy"] ?? "{}")).toMatchObject({ maxReceiveCount: 9 });
    });
  });

  test("refuses a data folder whose tables have other indexes, and names them", async () => {
    using data = folder();
    await provisionAndInspect(blueprint, data.path);
    const { gsi1 } = commerceTable.indexes;
    const changed: TableDefinition = {
      ...commerceTable,
      indexes: { ...commerceTable.indexes, gsi1: { ...gsi1, projection: "all" } },
    };
    const tables = blueprint.tables.map((table) => (table.name === changed.name ? changed : table));
    await expect(provisionAndInspect({ ...blueprint, tables }, data.path)).rejects.toThrow(
      /table Commerce .*new data folder/,
    );
  });
});

/** Provisions `from` in the cloud of a data folder, runs `look` on it and closes the cloud. */
async function provisionAndInspect<T>(
  from: Blueprint,
  data: string,
  look?: (cloud: LocalCloud, links: Links) => Promise<T>,
): Promise<T | undefined> {
  const cloud = new LocalCloud({ data });
  try {
    const { links } = await provisionAll(from, cloud);
    return await look?.(cloud, links);
  } finally {
    await cloud.stop();
  }
}
