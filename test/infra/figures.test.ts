/**
 * Compares `packages/blueprint` with the figures of the requirements, which are copied here by
 * hand. Other tests compare the stages with `packages/blueprint`.
 */
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { Deployment } from "./checks/index.ts";
import { evaluateAll } from "./harness/evaluation.ts";

const { graphs, bundles } = await evaluateAll();
const production = graphs.find(({ stage }) => stage === "production");
if (!production) throw new Error("The stage production was not evaluated.");
const deployment = new Deployment(production, bundles);

const settingsOf = (methodPath: string) =>
  deployment.of("apigateway/methodSettings").find(({ props }) => props["methodPath"] === methodPath)?.props[
    "settings"
  ] as Record<string, unknown>;

describe("the required gateway configuration", () => {
  it.each([
    ["/products", "~1products/GET", 1000, 60],
    ["/cart", "~1cart/GET", 500, 0],
    ["/orders", "~1orders/POST", 200, 0],
    ["/orders", "~1orders/GET", 200, 0],
  ])("%s (%s): %d requests a second, cached for %d seconds", (_endpoint, methodPath, rate, ttl) => {
    const settings = settingsOf(methodPath);
    expect(settings["throttlingRateLimit"]).toBe(rate);
    expect(settings["cachingEnabled"] === true ? settings["cacheTtlInSeconds"] : 0).toBe(ttl);
  });

  it("allows 10,000 requests a second for the whole API", () => {
    expect(settingsOf("*/*")["throttlingRateLimit"]).toBe(10_000);
  });

  it("is a regional API with an authorizer of the type TOKEN on the Authorization header", () => {
    expect(deployment.of("apigateway/restApi")[0]?.props["endpointConfiguration"]).toMatchObject({
      types: "REGIONAL",
    });
    expect(deployment.of("apigateway/authorizer")[0]?.props).toMatchObject({
      type: "TOKEN",
      identitySource: "method.request.header.Authorization",
    });
  });

  it("is associated with a firewall against SQL injection, cross-site scripting and bad bots", () => {
    const rules = deployment.of("wafv2/webAcl")[0]?.props["rules"] as { name: string }[];
    expect(deployment.of("wafv2/webAclAssociation")).toHaveLength(1);
    expect(rules.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "AWSManagedRulesSQLiRuleSet",
        "AWSManagedRulesCommonRuleSet",
        "AWSManagedRulesBotControlRuleSet",
      ]),
    );
  });
});

describe("the required data model", () => {
  it("has ProductCache with its keys and its CategoryIndex", () => {
    const table = deployment.named("dynamodb/table", "ProductCacheTable")?.props;
    expect([table?.["hashKey"], table?.["rangeKey"]]).toEqual(["pk", "sk"]);
    expect(table?.["globalSecondaryIndexes"]).toEqual([
      {
        name: "CategoryIndex",
        hashKey: "category",
        rangeKey: "price",
        projectionType: "INCLUDE",
        // Ours: pages link to products by their slugs, and the sitemap says when they changed.
        nonKeyAttributes: ["name", "image", "slug", "updatedAt"],
      },
    ]);
  });

  it("turns state changes of the orders' table into events through its stream", () => {
    const table = deployment.named("dynamodb/table", "CommerceTable")?.props;
    expect([table?.["streamEnabled"], table?.["streamViewType"]]).toEqual([true, "NEW_AND_OLD_IMAGES"]);
    expect(deployment.of("pipes/pipe")).toHaveLength(1);
  });
});

interface State {
  Type: string;
  Next?: string;
  Choices?: { StringEquals: string; Next: string }[];
  Catch?: { ErrorEquals: string[]; Next: string }[];
  Parameters?: { reason?: string };
}

describe("the required saga", () => {
  const { StartAt, States } = JSON.parse(
    String(deployment.named("sfn/stateMachine", "OrderSagaMachine")?.props["definition"]),
  ) as { StartAt: string; States: Record<string, State> };

  /** The tasks from a state on, by the first branch of each choice. */
  function tasksFrom(start: string | undefined): string[] {
    const tasks: string[] = [];
    for (let name = start; name; ) {
      const state: State | undefined = States[name];
      if (state?.Type === "Task") tasks.push(name);
      name = state?.Next ?? state?.Choices?.[0]?.Next;
    }
    return tasks;
  }

  it("starts when an order is placed, with the order's event", () => {
    const rule = deployment.named("cloudwatch/eventRule", "StartOrderSaga")?.props;
    const { "detail-type": types } = JSON.parse(String(rule?.["eventPattern"])) as Record<string, string[]>;
    expect(types).toContain("order.placed");
  });

  it("reserves stock, processes the payment and schedules the delivery, in this order", () => {
    expect(tasksFrom(StartAt)).toEqual(["TakeUpOrder", "ReserveStock", "ProcessPayment", "ScheduleDelivery"]);
  });

  it.each([
    ["ReserveStock", "INVENTORY_UNAVAILABLE"],
    ["ProcessPayment", "PAYMENT_FAILED"],
    ["ScheduleDelivery", "SHIPPING_FAILED"],
  ])("turns back after a refusal in %s, for %s", (step, reason) => {
    const failure = States[step]?.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes("States.ALL"))?.Next;
    expect(States[failure ?? ""]?.Parameters?.reason).toBe(reason);
    expect(tasksFrom(failure)).toEqual(["WithdrawOrder"]);
    const rule = deployment.named("cloudwatch/eventRule", "StartOrderSaga")?.props;
    expect(String(rule?.["eventPattern"])).toContain("order.withdrawn");
  });

  it("refunds the payment, releases the stock, and then the order fails", () => {
    const undo = States["Course"]?.Choices?.find(({ StringEquals }) => StringEquals === "undo")?.Next;
    expect(tasksFrom(undo)).toEqual(["CancelDelivery", "RefundPayment", "ReleaseStock", "FailOrder"]);
  });
});

describe("the required payment key", () => {
  it("is rotated, has a deletion window of 30 days and is tagged PCI-DSS", () => {
    expect(deployment.named("kms/key", "PaymentFields")?.props).toMatchObject({
      deletionWindowInDays: 30,
      enableKeyRotation: true,
      tags: { Compliance: "PCI-DSS" },
    });
  });
});

describe("the required PCI VPC", () => {
  const vpc = deployment.named("ec2/vpc", "PciNetwork");

  it("is 10.1.0.0/16, named PCI-VPC and tagged PCI-DSS", () => {
    expect(vpc?.props).toMatchObject({
      cidrBlock: "10.1.0.0/16",
      tags: { Name: "PCI-VPC", Compliance: "PCI-DSS" },
    });
  });

  it("has private subnets in several zones, and no way out but endpoints", () => {
    const subnets = deployment.of("ec2/subnet").filter(({ props }) => props["vpcId"] === vpc?.id);
    expect(subnets.map(({ props }) => String(props["cidrBlock"])).toSorted()).toEqual([
      "10.1.0.0/24",
      "10.1.1.0/24",
      "10.1.2.0/24",
    ]);
    expect(deployment.of("ec2/internetGateway")).toEqual([]);
    expect(deployment.of("ec2/natGateway")).toEqual([]);
  });

  it("keeps the vault's key in hardware modules that are still sold", () => {
    expect(deployment.of("cloudhsmv2/cluster")[0]?.props["hsmType"]).toBe("hsm2m.medium");
  });
});

describe("the required global architecture", () => {
  it("copies the database, the tables and the buckets to a second region", () => {
    expect(deployment.of("rds/globalCluster")).toHaveLength(1);
    const copied = deployment
      .of("dynamodb/table")
      .filter(({ props }) => ((props["replicas"] ?? []) as object[]).length > 0)
      .map(({ name }) => name);
    expect(copied.toSorted()).toEqual(["CommerceTable", "LedgerTable", "ProductCacheTable"]);
    expect(deployment.of("s3/bucketReplicationConfig")).toHaveLength(3);
  });

  it("spans several zones", () => {
    expect(deployment.named("elasticache/replicationGroup", "CatalogCacheCluster")?.props).toMatchObject({
      multiAzEnabled: true,
      automaticFailoverEnabled: true,
    });
    expect(deployment.of("rds/clusterInstance").length).toBeGreaterThan(2);
  });
});

describe("the required edge", () => {
  const codeOf = (name: string) => String(deployment.named("cloudfront/function", name)?.props["code"]);
  const rewritten = (name: string, uri: string) => {
    return answered(name, uri).uri;
  };
  const answered = (name: string, uri: string) => {
    const handler = runInNewContext(`${codeOf(name)}; handler`) as (event: object) => {
      uri: string;
      headers: Record<string, { value: string }>;
    };
    const headers = { host: { value: "shop.example" }, "x-forwarded-host": { value: "evil.example" } };
    return handler({ request: { uri, headers } });
  };

  it("tells the API the site of the request and ignores the client's claim", () => {
    expect(answered("CdnWithoutPrefix", "/api/cart").headers["x-forwarded-host"]).toEqual({
      value: "shop.example",
    });
  });

  it.each([
    ["/api/orders/ord_1", "/orders/ord_1"],
    ["/api/", "/"],
  ])("leads %s to the API's %s", (uri, path) => {
    expect(rewritten("CdnWithoutPrefix", uri)).toBe(path);
  });

  it("fails over by Route 53 from the home region to the second", () => {
    const roles = deployment
      .of("route53/record")
      .flatMap(({ props }) => (props["failoverRoutingPolicies"] ?? []) as { type: string }[]);
    expect(roles.map(({ type }) => type).toSorted()).toEqual(["PRIMARY", "SECONDARY"]);
  });
});

describe("the required service levels", () => {
  it.each([
    ["Gateway", 50, 0.0005],
    ["Catalog", 100, 0.0001],
    ["Orders", 500, 0.001],
    ["Payments", 1000, 0.0005],
  ])("%s: %d ms, and of its requests a share of %d may fail", (name, milliseconds, budget) => {
    expect(deployment.named("cloudwatch/metricAlarm", `${name}Latency`)?.props["threshold"]).toBe(
      milliseconds,
    );
    const fast = deployment.named("cloudwatch/metricAlarm", `${name}ErrorsFastLong`)?.props["threshold"];
    expect(fast).toBeCloseTo(14.4 * budget, 9);
  });
});
