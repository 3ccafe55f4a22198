import type { APIGatewayProxyEvent, SQSEvent } from "aws-lambda";
import { beforeAll, describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { blueprint } from "@tradewind/blueprint";
import { signOut } from "@tradewind/blueprint/areas/accounts/identity";
import { revokeApiKey } from "@tradewind/blueprint/areas/api-keys";
import { addCartItem } from "@tradewind/blueprint/areas/cart";
import { orderCancelled } from "@tradewind/blueprint/areas/events";
import { getInvoice } from "@tradewind/blueprint/areas/invoices";
import { customerMail } from "@tradewind/blueprint/areas/notifications";
import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { getHealth } from "@tradewind/blueprint/areas/system";
import type { Group } from "@tradewind/blueprint/language/access";
import type { QueueDefinition } from "@tradewind/blueprint/language/resources";
import type { Context } from "@tradewind/commerce/platform/context";
import { DomainError, StepError } from "@tradewind/commerce/platform/errors";
import { authorizer, consumer, endpoint, log, subscriber, task } from "@tradewind/lambda-kit";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";
import { WithCookies } from "@tradewind/lambda-kit/with-cookies";
import { lambdaContext, request } from "../support/endpoint-request.ts";

beforeAll(() => {
  log.setLogLevel("SILENT");
  // Other files use the same logger in this worker.
  return () => log.setLogLevel("INFO");
});

const anything = { description: "Anything.", body: () => z.unknown() };

/** The endpoint of POST /cart/items around `run`. */
const answering = (
  run: (input: { ctx: Context; body: { sku: string; quantity: number } }) => Promise<unknown>,
) => {
  const handler = endpoint({ ...addCartItem, responses: { 200: anything } }, run);
  return async (event: APIGatewayProxyEvent) => {
    const response = await handler(event, lambdaContext);
    return { ...response, json: JSON.parse(response.body) };
  };
};

describe("an endpoint", () => {
  it("answers what its route declares, or it does not compile", () => {
    endpoint(getHealth, async () => ({ status: "ok" as const }));
    // @ts-expect-error A member is missing.
    endpoint(getHealth, async () => ({}));
    // @ts-expect-error A member has another type.
    endpoint(getHealth, async () => ({ status: 1 }));
    // @ts-expect-error Beside cookies it is missing, too.
    endpoint(getHealth, async () => new WithCookies({}, []));
    // @ts-expect-error The route declares no body.
    endpoint(signOut, async () => ({}));
    // @ts-expect-error The same holds for staff.
    staffEndpoint(revokeApiKey, async () => ({}));
    // @ts-expect-error Text is text.
    endpoint(getInvoice, async () => 1);
  });

  it("passes on the parsed body and the caller, and answers with the route's success status", async () => {
    const run = vi.fn(async ({ body }: { body: object }) => ({ got: body }));
    const response = await answering(run)(request());
    expect(response.statusCode).toBe(200);
    expect(response.json).toEqual({ got: { sku: "A-1", quantity: 2 } });
    expect(run.mock.calls[0]?.[0]).toMatchObject({ ctx: { actor: { kind: "customer", id: "customer-1" } } });
    expect(response.headers?.["cache-control"]).toBe("no-store");
    expect(response.headers?.["access-control-allow-origin"]).toBe("*");
    expect(response.headers?.["x-content-type-options"]).toBe("nosniff");
    expect(response.headers?.["content-security-policy"]).toMatch(
      /^default-src 'none';.*frame-ancestors 'none'$/,
    );
    expect(response.headers?.["strict-transport-security"]).toMatch(/^max-age=\d{8}; includeSubDomains/);
  });

  it("refuses a wrong body with a pointer to each mistake", async () => {
    const run = vi.fn();
    const response = await answering(run)(
      request({ body: JSON.stringify({ sku: "", quantity: 0, extra: 1 }) }),
    );
    expect(run).not.toHaveBeenCalled();
    expect(response.statusCode).toBe(400);
    const pointers = response.json.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.toSorted()).toEqual(["/body/extra", "/body/quantity", "/body/sku"]);
  });

  it("takes only the media types and the size that its route declares", async () => {
    const bodyTypes = ["application/csp-report", "text/plain"] as const;
    const route = { ...addCartItem, bodyTypes, largestBodyKb: 1, responses: { 200: anything } };
    const handler = endpoint(route, async ({ body }) => body);
    const body = JSON.stringify({ sku: "A-1", quantity: 2 });
    const send = async (type: string, more = "") => {
      const event = request({ headers: { "Content-Type": type }, body: body + more });
      const { statusCode, body: text } = await handler(event, lambdaContext);
      const { code, errors } = JSON.parse(text) as { code?: string; errors?: object[] };
      return { statusCode, code, errors };
    };
    expect(await send("Text/Plain; charset=UTF-8")).toMatchObject({ statusCode: 200 });
    expect(await send("application/json")).toEqual({
      statusCode: 415,
      code: "request.unsupported_media_type",
      errors: [{ pointer: "/headers/content-type", detail: "Expected application/csp-report or text/plain" }],
    });
    const room = 1024 - body.length;
    expect(await send("text/plain", " ".repeat(room))).toMatchObject({ statusCode: 200 });
    expect(await send("text/plain", " ".repeat(room + 1))).toMatchObject({
      statusCode: 413,
      code: "request.too_large",
    });
  });

  it("keeps a given correlation id, and replaces a harmful one by the request's id", async () => {
    const run = async ({ ctx }: { ctx: Context }) => ({ id: ctx.correlationId });
    const given = await answering(run)(
      request({ headers: { "content-type": "application/json", "x-correlation-id": "trace-7" } }),
    );
    expect(given.json.id).toBe("trace-7");
    expect(given.headers?.["x-correlation-id"]).toBe("trace-7");
    const harmful = { "content-type": "application/json", "x-correlation-id": 'x"\n{"level":"ERROR"}' };
    expect((await answering(run)(request({ headers: harmful }))).json.id).toBe("gateway-request");
  });

  it("answers a domain error by its code, with its facts", async () => {
    const response = await answering(async () => {
      throw new DomainError("stock.limit_promised", { facts: { promised: 3 } });
    })(request());
    expect(response.statusCode).toBe(409);
    expect(response.json).toMatchObject({
      code: "stock.limit_promised",
      status: 409,
      promised: 3,
    });
  });

  it("reveals nothing about an unexpected error", async () => {
    const response = await answering(async () => {
      throw new Error("password=hunter2 at db.internal");
    })(request());
    expect(response.statusCode).toBe(500);
    expect(response.json.code).toBe("internal");
    expect(response.body).not.toContain("hunter2");
  });

  it("asks to try again when AWS is busy", async () => {
    const response = await answering(async () => {
      throw Object.assign(new Error("slow down"), { name: "ThrottlingException" });
    })(request());
    expect(response.statusCode).toBe(503);
    expect(response.headers?.["retry-after"]).toBe("1");
  });

  it("writes no address, token or card into its log line", async () => {
    log.setLogLevel("INFO");
    const lines: string[] = [];
    const spy = vi.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
    const secret = { sku: "A-1", quantity: 1, cardNumber: "4242424242424242" };
    await answering(async () => ({}))(
      request({
        body: JSON.stringify(secret),
        headers: { "content-type": "application/json", authorization: "Bearer s3cret" },
      }),
    );
    spy.mockRestore();
    log.setLogLevel("SILENT");
    expect(lines.join("")).toContain("/cart/items");
    expect(lines.join("")).not.toMatch(/4242|s3cret/);
  });
});

const queue = { ...customerMail, name: "Test" } satisfies QueueDefinition;

function batchOf(...bodies: unknown[]): SQSEvent {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `m${index}`,
      body: typeof body === "string" ? body : JSON.stringify(body),
      messageAttributes: { correlationId: { stringValue: "trace-9", dataType: "String" } },
      attributes: { ApproximateReceiveCount: "2" },
    })),
  } as unknown as SQSEvent;
}

describe("a consumer", () => {
  const message = () => z.object({ n: z.int() });

  it("reports the failed messages and handles the others", async () => {
    const done: number[] = [];
    const handler = consumer(queue, message, async (_ctx, { n }) => {
      if (n === 2) throw new Error("no");
      done.push(n);
    });
    const result = await handler(
      batchOf({ n: 1 }, { n: 2 }, { n: 3 }, "not json", { n: "x" }),
      lambdaContext,
    );
    expect(done).toEqual([1, 3]);
    expect(result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(["m1", "m3", "m4"]);
  });

  it("continues the correlation of the message's sender, and is told how often it came", async () => {
    const seen: unknown[] = [];
    await consumer(queue, message, async (ctx, _message, receives) => {
      seen.push(ctx.correlationId, ctx.causationId, receives);
    })(batchOf({ n: 1 }), lambdaContext);
    expect(seen).toEqual(["trace-9", "m0", 2]);
  });
});

describe("a subscriber", () => {
  const event = {
    id: `evt_${"0".repeat(26)}`,
    type: "order.cancelled",
    version: 1,
    time: "2026-11-01T00:00:00.000Z",
    actor: { kind: "customer", id: "c" },
    correlationId: "trace-1",
    causationId: "r",
    data: { orderId: `ord_${"0".repeat(26)}`, customerId: "c" },
  };

  it("receives a known event with its correlation", async () => {
    const seen: unknown[] = [];
    const handler = subscriber(queue, [orderCancelled], async (ctx, received) => {
      seen.push([ctx.correlationId, ctx.causationId, received.data]);
    });
    const result = await handler(batchOf({ detail: event }), lambdaContext);
    expect(result.batchItemFailures).toEqual([]);
    expect(seen).toEqual([["trace-1", event.id, event.data]]);
  });

  it.each([
    ["of another type", { ...event, type: "order.unheard_of" }],
    ["of another version", { ...event, version: 2 }],
    ["with wrong data", { ...event, data: {} }],
  ])("does not lose an event %s: it fails, and reaches the dead-letter queue", async (_what, detail) => {
    const run = vi.fn();
    const result = await subscriber(queue, [orderCancelled], run)(batchOf({ detail }), lambdaContext);
    expect(result.batchItemFailures).toHaveLength(1);
    expect(run).not.toHaveBeenCalled();
  });
});

describe("a saga's task", () => {
  const input = { orderId: "ord_1", execution: "arn:execution", correlationId: "trace-3" };

  it("runs in the saga's context, and answers an object even without a result", async () => {
    const seen: Context[] = [];
    const result = await task(orderSaga.tasks.reserveStock, async (ctx) => {
      seen.push(ctx);
    })(input, lambdaContext);
    expect(result).toEqual({});
    expect(seen[0]).toMatchObject({
      correlationId: "trace-3",
      causationId: "arn:execution",
      actor: { id: "ReserveStock" },
    });
  });

  it("fails with the error name that the workflow catches", async () => {
    const failing = task(orderSaga.tasks.processPayment, async () => {
      throw new StepError("PaymentDeclined", "No.");
    });
    await expect(failing(input, lambdaContext)).rejects.toMatchObject({ name: "PaymentDeclined" });
  });

  it("fails under one name when AWS is busy, so that the workflow tries again", async () => {
    const cause = Object.assign(new Error("slow down"), { name: "ThrottlingException" });
    const failing = task(orderSaga.tasks.reserveStock, async () => {
      throw cause;
    });
    await expect(failing(input, lambdaContext)).rejects.toMatchObject({ name: "Passing", cause });
  });
});

describe("the authorizer", () => {
  const event = (token: string) => ({
    type: "TOKEN" as const,
    authorizationToken: token,
    methodArn: "arn:aws:execute-api:us-east-1:1:api/shop/GET/cart",
  });
  const as = (...groups: Group[]) =>
    authorizer(
      async () => ({ sub: "u", groups, family: "f", enrolled: true, mfa: true, kind: "account" as const }),
      () => "mfa",
    );
  const allowed = async (...groups: Group[]) => {
    const { policyDocument } = await as(...groups)(event("Bearer a.b.c"));
    return policyDocument.Statement.flatMap((statement) =>
      "Resource" in statement ? statement.Resource : [],
    );
  };

  it("decides for every route at once, since its decision is cached for all", async () => {
    const own = blueprint.api.routes.filter(
      ({ auth }) => typeof auth === "string" && !["none", "optional"].includes(auth),
    );
    expect(await allowed("customer")).toHaveLength(own.length);
    expect(await allowed()).toContain("arn:aws:execute-api:us-east-1:1:api/shop/GET/orders/*");
  });

  it("opens a group's routes only to its members", async () => {
    const stock = "arn:aws:execute-api:us-east-1:1:api/shop/PUT/admin/stock/*";
    expect(await allowed("customer")).not.toContain(stock);
    expect(await allowed("support")).not.toContain(stock);
    expect(await allowed("admin")).toContain(stock);
  });

  it.each(["", "Bearer ", "Basic abc", "a.b.c", "Bearer a b"])(
    "refuses %j without verifying a token",
    async (header) => {
      const verify = vi.fn();
      await expect(authorizer(verify, () => "mfa")(event(header))).rejects.toThrow("Unauthorized");
      expect(verify).not.toHaveBeenCalled();
    },
  );
});
