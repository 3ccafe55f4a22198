/** A customer and staff who work on returns, in a shop whose saga of returns meets faults. */
import { expect } from "vitest";
import { AwsError, type Faults, NO_FAULTS } from "@tradewind/local-cloud";
import type { FaultSwitch } from "./fault-switch.ts";
import type { Answer, Client, TestShop } from "./shop.ts";

const PRICE = 1000;
const SHIPPING = 499;
const MINUTE = 60_000;

interface Returned {
  orderId: string;
  returnId: string;
  sku: string;
}

interface People {
  /** Opened before the first test. */
  shop: () => TestShop;
  customer: () => Client;
  staff: () => Client;
  faultSwitch: FaultSwitch;
}

export function returnDesk({ shop, customer, staff, faultSwitch }: People) {
  const now = () => shop().clock?.now() ?? expect.fail("The shop is on a virtual clock.");

  /** A shipped order of one unit, which its customer asks to send back. */
  async function requested(): Promise<Returned> {
    const sku = await shop().variant({ price: PRICE });
    const orderId = await customer().buy(sku);
    await shop().settle(MINUTE);
    const { id: returnId } = (await customer().requestReturn(orderId, [{ sku, quantity: 1 }])).body;
    return { orderId, returnId, sku };
  }

  const byStaff = ({ orderId, returnId }: Returned, step: string, body: object): Promise<Answer> =>
    staff().call("POST", `/admin/orders/${orderId}/returns/${returnId}/${step}`, { body });

  const decide = (one: Returned) => byStaff(one, "decision", { approve: true });

  async function approve(one: Returned): Promise<void> {
    await shop().settle(0);
    expect((await decide(one)).status).toBe(200);
    await shop().settle(0);
  }

  const receive = (one: Returned) =>
    byStaff(one, "receipt", { lines: [{ sku: one.sku, quantity: 1, condition: "resalable" }] });

  async function stored({ orderId, returnId }: Returned) {
    const { read } = await import("../../packages/commerce/src/returns/read.ts");
    return read(orderId, returnId);
  }

  const statusOf = async (one: Returned) => (await stored(one)).status;

  async function refundedOf({ orderId }: Returned): Promise<number> {
    return (await staff().get(`/admin/orders/${orderId}`)).body.payment.refunded.amount;
  }

  async function expectSettled(one: Returned): Promise<void> {
    expect(await statusOf(one)).toBe("COMPLETED");
    expect(await refundedOf(one)).toBe(PRICE + SHIPPING);
  }

  /** Names of the executions that worked on the return. Those of the sweep begin with "sweep". */
  const executionsOf = async (one: Returned) =>
    ((await stored(one)).executions ?? []).map((arn) => arn.split(":").at(-1));

  const label = ({ orderId, returnId }: Returned) =>
    customer().get(`/orders/${orderId}/returns/${returnId}/label`);

  const saga = () => (shop().shop.links.get("ReturnSaga") as { arn: string }).arn;

  async function running(): Promise<string[]> {
    const request = { stateMachineArn: saga(), statusFilter: "RUNNING" };
    const { executions } = (await shop().shop.cloud.call("states", "ListExecutions", request)) as {
      executions: { executionArn: string }[];
    };
    return executions.map(({ executionArn }) => executionArn);
  }

  /** Ends the only execution that runs. */
  async function abort(): Promise<void> {
    const [executionArn, ...others] = await running();
    expect([typeof executionArn, others]).toEqual(["string", []]);
    await shop().shop.cloud.call("states", "StopExecution", { executionArn });
  }

  /** The return is due since a moment, whoever has it. */
  async function dueNow({ orderId, returnId }: Returned): Promise<void> {
    const { ReturnEntity } = await import("../../packages/commerce/src/returns/entity.ts");
    const { dueFields } = await import("@tradewind/commerce/platform/due");
    await ReturnEntity.patch({ orderId, returnId })
      .set(dueFields(returnId, now() - 1))
      .go();
  }

  /** Starts an execution, as an event does that comes twice or late. */
  const startAgain = ({ orderId, returnId }: Returned) =>
    shop().shop.cloud.call("states", "StartExecution", {
      stateMachineArn: saga(),
      input: JSON.stringify({ correlationId: "again", data: { orderId, returnId } }),
    });

  /** Invocations of a function take this long to begin. */
  function slow(name: string, delayMs: number): void {
    faultSwitch.active = {
      ...NO_FAULTS,
      onCall: ({ operation, caller }) =>
        operation === "Invoke" && caller === name ? { delayMs } : undefined,
    };
  }

  /** DynamoDB answers a function with error 500, for some time from the function's first call. */
  function badDatabase(name: string, duration: number): Faults {
    let from: number | undefined;
    return {
      ...NO_FAULTS,
      onCall: ({ service, caller }) => {
        if (service !== "dynamodb" || caller !== name) return undefined;
        from ??= now();
        if (now() - from >= duration) return undefined;
        return { refuse: new AwsError("InternalServerError", "Internal server error", { status: 500 }) };
      },
    };
  }

  return {
    requested,
    byStaff,
    decide,
    approve,
    receive,
    stored,
    statusOf,
    expectSettled,
    executionsOf,
    label,
    running,
    abort,
    dueNow,
    startAgain,
    slow,
    badDatabase,
    now,
  };
}
