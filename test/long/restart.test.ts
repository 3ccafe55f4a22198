import { cpSync } from "node:fs";
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PICKUP_DAYS } from "@tradewind/blueprint/ground/limits";
import { days, hours, KillableShop, violationsIn, waitFor } from "../faults/killable-shop.ts";
import { CARDS, type Client } from "../support/shop.ts";

const QUARTER_HOUR = hours(1 / 4);

const stockOf = async (client: Client, sku: string) => {
  const { available, reserved, sold } = (await client.get(`/admin/stock/${sku}`)).body;
  return { available, reserved, sold };
};

/** Counts the messages of a queue that are not due yet, and all others. */
async function queueDepth(shop: KillableShop, QueueName: string) {
  const { QueueUrl } = await shop.sqs.send(new GetQueueUrlCommand({ QueueName }));
  const request = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] });
  const { Attributes } = await shop.sqs.send(request);
  return {
    QueueUrl,
    delayed: Number(Attributes?.ApproximateNumberOfMessagesDelayed),
    unfinished:
      Number(Attributes?.ApproximateNumberOfMessages) +
      Number(Attributes?.ApproximateNumberOfMessagesNotVisible),
  };
}

/**
 * Waits until all mails are sent and recorded. A kill in between would send a mail twice, as SES
 * has no idempotency key.
 */
const waitForMail = (shop: KillableShop) =>
  waitFor(async () => (await queueDepth(shop, "CustomerMail")).unfinished === 0);

interface Booked {
  id: string;
  queueUrl: string | undefined;
  /** Number of earlier orders that shipped before the test could see their pending scan. */
  missed: number;
}

/** Places an order and returns while its carrier's scan is pending, which takes a second. */
async function orderBeforeScan(shop: KillableShop, customer: Client, sku: string): Promise<Booked> {
  for (let missed = 0; ; missed += 1) {
    const id = await customer.buy(sku);
    const found = await waitFor(async () => {
      const { delayed, QueueUrl } = await queueDepth(shop, "CarrierScans");
      if (delayed === 1) return { QueueUrl };
      return (await customer.get(`/orders/${id}`)).body.status === "SHIPPED" && "missed";
    });
    if (found !== "missed") return { id, queueUrl: found.QueueUrl, missed };
  }
}

const CANCELLED_ORDER = "ord_01JZZZZZZZZZZZZZZZZZZZZZZZ";

/** Places an order that is paid and waits for a unit on backorder. */
async function orderOnBackorder(shop: KillableShop, customer: Client, sku: string): Promise<string> {
  const admin = await shop.admin();
  await admin.call("PUT", `/admin/stock/${sku}/policy`, { body: { policy: "backorder", limit: 1 } });
  const id = await customer.buy(sku);
  await ended(customer, id, "AWAITING_STOCK");
  return id;
}

/** Puts an event into the mail queue twice. Both copies are there when the shop is killed. */
async function queueEventTwice(shop: KillableShop, customer: Client): Promise<void> {
  const { sub } = JSON.parse(Buffer.from(customer.token?.split(".")[1] ?? "", "base64url").toString());
  const detail = {
    id: "evt_01JZZZZZZZZZZZZZZZZZZZZZZZ",
    type: "order.cancelled",
    version: 1,
    time: new Date().toISOString(),
    actor: { kind: "customer", id: sub },
    correlationId: "test",
    causationId: "test",
    data: { orderId: CANCELLED_ORDER, customerId: sub },
  };
  const { QueueUrl } = await queueDepth(shop, "CustomerMail");
  const message = { QueueUrl, MessageBody: JSON.stringify({ detail }), DelaySeconds: 600 };
  for (let copy = 0; copy < 2; copy += 1) await shop.sqs.send(new SendMessageCommand(message));
}

/** Number of attempts at the payment that have failed, by the order's timeline. */
async function failedPayments(client: Client, id: string): Promise<number> {
  const { items } = (await client.get(`/orders/${id}/timeline`)).body;
  return items.filter(
    ({ name, outcome }: { name: string; outcome?: string }) =>
      name === "ProcessPayment" && outcome === "failed",
  ).length;
}

/** Places an order and returns while a run of its saga holds it, which takes about a second. */
async function orderInRun(shop: KillableShop, customer: Client, sku: string): Promise<string> {
  for (;;) {
    const id = await customer.buy(sku, { card: CARDS.processorTimeout });
    const found = await waitFor(async () => {
      if (await shop.isHeld(id)) return "held";
      return (await failedPayments(customer, id)) > 0 && "missed";
    });
    if (found === "held") return id;
    await cancelled(customer, id);
  }
}

/** Cancels an order and waits until its authorisation is voided. */
async function cancelled(client: Client, id: string): Promise<object> {
  await client.call("POST", `/orders/${id}/cancel`);
  return waitFor(async () => {
    const { body } = await client.get(`/orders/${id}`);
    return body.payment.status === "VOIDED" && body;
  });
}

const VOIDED = {
  status: "CANCELLED",
  payment: { status: "VOIDED", captured: { amount: 0 }, refunded: { amount: 0 } },
};

const ended = (client: Client, id: string, ...statuses: string[]) =>
  waitFor(async () => {
    const { body } = await client.get(`/orders/${id}`);
    return statuses.includes(body.status) && body;
  });

const WAITING = {
  StartAt: "Wait",
  States: {
    Wait: { Type: "Wait", Seconds: 3600, Next: "Done" },
    Done: { Type: "Pass", Result: "rested", End: true },
  },
};

describe("kill -9, and a restart days later", () => {
  const shop = new KillableShop();
  const later = new KillableShop();
  let customer: Client;
  let skus: string[];
  let shippedBefore: { scanned: number; unscanned: number };
  let waiting: {
    arn: string;
    retried: string;
    failedBefore: number;
    scanned: string;
    unscanned: string;
    promised: string;
  };

  beforeAll(async () => {
    await shop.start();
    customer = await shop.customer("ada@example.com");
    skus = await shop.stockSkus([10, 10, 10, 0]);
    const [forRetry = "", forScan = "", forLoss = "", forPromise = ""] = skus;
    const promised = await orderOnBackorder(shop, customer, forPromise);
    const lost = await orderBeforeScan(shop, customer, forLoss);
    await shop.sqs.send(new PurgeQueueCommand({ QueueUrl: lost.queueUrl }));
    expect((await customer.get(`/orders/${lost.id}`)).body.status).toBe("FULFILLED");

    const machine = await shop.states.send(
      new CreateStateMachineCommand({
        name: "Rest",
        definition: JSON.stringify(WAITING),
        roleArn: "arn:aws:iam::000000000000:role/Rest",
      }),
    );
    const { executionArn = "" } = await shop.states.send(
      new StartExecutionCommand({ stateMachineArn: machine.stateMachineArn }),
    );

    const retried = await customer.buy(forRetry, { card: CARDS.processorTimeout });
    await waitFor(async () => (await failedPayments(customer, retried)) > 0);
    // An order that waits is an item with a due time: no execution waits.
    const admin = await shop.admin();
    for (const id of [retried, lost.id, promised]) {
      const { dueAt } = (await admin.get(`/admin/orders/${id}`)).body;
      expect(Date.parse(dueAt)).toBeGreaterThan(Date.now());
    }
    await queueEventTwice(shop, customer);
    const failedBefore = await failedPayments(customer, retried);
    const { id: scanned, missed } = await orderBeforeScan(shop, customer, forScan);
    await shop.kill();
    waiting = { arn: executionArn, retried, failedBefore, scanned, unscanned: lost.id, promised };
    shippedBefore = { scanned: missed, unscanned: lost.missed };
    cpSync(shop.data, later.data, { recursive: true });
  });
  afterAll(async () => {
    await shop[Symbol.asyncDispose]();
    await later[Symbol.asyncDispose]();
  });

  it("end every order as expected, with each mail sent once", async () => {
    const { arn, retried, failedBefore, scanned, unscanned, promised } = waiting;
    // The days in which the carrier may fetch the parcel are not over.
    await shop.start(days(PICKUP_DAYS) - QUARTER_HOUR);
    customer = await shop.customer("ada@example.com");
    await waitFor(async () => (await failedPayments(customer, retried)) > failedBefore);
    expect((await customer.get(`/orders/${retried}`)).body.status).toBe("PENDING");
    expect(await cancelled(customer, retried)).toMatchObject(VOIDED);
    const shipped = await ended(customer, scanned, "SHIPPED");
    const { amount } = shipped.totals.total;
    expect(shipped).toMatchObject({
      payment: { status: "CAPTURED", captured: { amount }, refunded: { amount: 0 } },
    });
    const execution = await waitFor(async () => {
      const described = await shop.states.send(new DescribeExecutionCommand({ executionArn: arn }));
      return described.status !== "RUNNING" && described;
    });
    expect(execution).toMatchObject({ status: "SUCCEEDED", output: '"rested"' });
    expect((await customer.get(`/orders/${unscanned}`)).body.status).toBe("FULFILLED");

    await waitForMail(shop);
    await shop.kill();
    await shop.start(days(PICKUP_DAYS) + QUARTER_HOUR);
    customer = await shop.customer("ada@example.com");
    const failed = await ended(customer, unscanned, "FAILED");
    const all = { amount: failed.totals.total.amount };
    expect(failed).toMatchObject({
      failure: { reason: "SHIPPING_FAILED" },
      payment: { status: "REFUNDED", captured: all, refunded: all },
    });
    const admin = await shop.admin();
    expect((await customer.get(`/orders/${promised}`)).body.status).toBe("AWAITING_STOCK");
    await admin.call("POST", `/admin/stock/${skus[3]}/adjustments`, {
      body: { reference: "box-1", quantity: 1, reason: "received" },
    });
    await ended(customer, promised, "SHIPPED");
    const levels = await Promise.all(skus.map((sku) => stockOf(admin, sku)));
    const level = (sold: number, of = 10) => ({ available: of - sold, reserved: 0, sold });
    expect(levels).toEqual([
      level(0),
      level(1 + shippedBefore.scanned),
      level(shippedBefore.unscanned),
      level(1, 1),
    ]);

    const wanted = [
      [retried, [/^We have received your order/, /is cancelled$/]],
      [scanned, [/^We have received your order/, /is on its way$/]],
      [unscanned, [/^We have received your order/, /could not be completed$/]],
      [promised, [/^We have received your order/, /is not in stock yet$/, /are in stock$/, /is on its way$/]],
      [CANCELLED_ORDER, [/is cancelled$/]],
    ] as const;
    for (const [id, subjects] of wanted) {
      const sent = await waitFor(async () => {
        const mails = (await shop.mails()).filter(({ subject }) => subject.includes(id));
        return mails.length >= subjects.length && mails.map(({ subject }) => subject).toReversed();
      });
      expect(sent).toEqual(subjects.map((subject) => expect.stringMatching(subject)));
    }
    await waitForMail(shop);
    await shop.kill();
    const known = { acknowledged: [retried, scanned, unscanned, promised], kills: 0 };
    expect(await violationsIn(shop.data, days(PICKUP_DAYS) + hours(1), known)).toEqual([]);
  });

  it("ship an order or refund it when its scan comes at the end of the wait", async () => {
    const { retried, scanned, unscanned, promised } = waiting;
    await later.start(days(PICKUP_DAYS) + QUARTER_HOUR);
    customer = await later.customer("ada@example.com");
    await cancelled(customer, retried);
    await ended(customer, scanned, "SHIPPED", "FAILED");
    await later.kill();
    const known = { acknowledged: [retried, scanned, unscanned, promised], kills: 1 };
    expect(await violationsIn(later.data, days(PICKUP_DAYS) + hours(2), known)).toEqual([]);
  });
});

it("kill -9 of a run that holds an order: another run takes the order up", async () => {
  await using shop = new KillableShop();
  await shop.start();
  const customer = await shop.customer("ada@example.com");
  const [sku = ""] = await shop.stockSkus([10]);
  const held = await orderInRun(shop, customer, sku);
  await shop.kill();

  // The lease of the run that died has ended.
  await shop.start(QUARTER_HOUR);
  const returned = await shop.customer("ada@example.com");
  await waitFor(async () => (await failedPayments(returned, held)) > 0);
  expect(await cancelled(returned, held)).toMatchObject(VOIDED);
  await waitFor(async () => (await stockOf(await shop.admin(), sku)).available === 10);
  await waitForMail(shop);
  await shop.kill();
  expect(await violationsIn(shop.data, hours(1), { acknowledged: [held], kills: 1 })).toEqual([]);
});
