import { readFileSync } from "node:fs";
import { describe, expect, expectTypeOf, it } from "vitest";
import type * as z from "zod/mini";
import type * as addresses from "@tradewind/blueprint/areas/accounts/addresses";
import type * as identity from "@tradewind/blueprint/areas/accounts/identity";
import type * as profile from "@tradewind/blueprint/areas/accounts/profile";
import type * as apiKeys from "@tradewind/blueprint/areas/api-keys";
import type * as audit from "@tradewind/blueprint/areas/audit";
import type * as cart from "@tradewind/blueprint/areas/cart";
import type * as catalog from "@tradewind/blueprint/areas/catalog";
import type * as drafts from "@tradewind/blueprint/areas/drafts";
import type * as guestCart from "@tradewind/blueprint/areas/guest-cart";
import type * as guests from "@tradewind/blueprint/areas/guests";
import type * as inventory from "@tradewind/blueprint/areas/inventory";
import type * as invoices from "@tradewind/blueprint/areas/invoices";
import type * as logistics from "@tradewind/blueprint/areas/logistics";
import type * as orderAdmin from "@tradewind/blueprint/areas/order-admin";
import type * as orders from "@tradewind/blueprint/areas/orders";
import type * as payments from "@tradewind/blueprint/areas/payments";
import type * as returns from "@tradewind/blueprint/areas/returns";
import type * as signals from "@tradewind/blueprint/areas/signals";
import type * as system from "@tradewind/blueprint/areas/system";
import type * as webhooks from "@tradewind/blueprint/areas/webhooks";
import type { Api, Product } from "@tradewind/client";
import { clientOperations, clientTypes } from "@tradewind/ops/docs/openapi";

type Areas = typeof addresses &
  typeof apiKeys &
  typeof audit &
  typeof cart &
  typeof catalog &
  typeof drafts &
  typeof guestCart &
  typeof guests &
  typeof identity &
  typeof inventory &
  typeof invoices &
  typeof logistics &
  typeof orderAdmin &
  typeof orders &
  typeof payments &
  typeof profile &
  typeof returns &
  typeof signals &
  typeof system &
  typeof webhooks;

type Built<Build> = Build extends () => infer Schema ? Extract<Schema, z.ZodMiniType> : never;
type Success<Responses> = {
  [Status in keyof Responses & (200 | 201 | 202)]: Responses[Status] extends { body: infer Body }
    ? z.output<Built<Body>>
    : never;
}[keyof Responses & (200 | 201 | 202)];

/** The body that a route takes, and the answer that it gives, by the schemas of the blueprint. */
type BodyOf<Name extends keyof Areas> = Areas[Name] extends { body: infer Body }
  ? z.input<Built<Body>>
  : never;
type AnswerOf<Name extends keyof Areas> = Areas[Name] extends { responses: infer Responses }
  ? Success<Responses>
  : never;

type Awaitable<Call> = Call extends (...args: never[]) => Promise<infer Answer> ? Answer : never;
type Bodies<Call> = Call extends (...args: infer Args) => unknown ? Args[number] : never;

/** Names of calls whose type says something else than the blueprint. */
type OtherAnswer = {
  [Name in keyof Api & keyof Areas]: [AnswerOf<Name>] extends [never]
    ? never
    : [AnswerOf<Name>, Awaitable<Api[Name]>] extends [Awaitable<Api[Name]>, AnswerOf<Name>]
      ? never
      : Name;
}[keyof Api & keyof Areas];
type OtherBody = {
  [Name in keyof Api & keyof Areas]: [BodyOf<Name>] extends [never]
    ? never
    : BodyOf<Name> extends Bodies<Api[Name]>
      ? never
      : Name;
}[keyof Api & keyof Areas];

describe("the types of the client", () => {
  it("are made from the routes", () => {
    const read = (name: string) => readFileSync(`packages/client/src/generated/${name}.ts`, "utf8");
    expect(read("api"), "Run `npm run docs`.").toBe(clientTypes());
    expect(read("operations"), "Run `npm run docs`.").toBe(clientOperations());
  });

  it("have a call for each route, which takes and answers what the blueprint says", () => {
    expectTypeOf<Exclude<keyof Api, keyof Areas>>().toEqualTypeOf<never>();
    expectTypeOf<OtherAnswer>().toEqualTypeOf<never>();
    expectTypeOf<OtherBody>().toEqualTypeOf<never>();
  });

  it("refuse a wrong field, a missing body and a misspelt filter", () => {
    const wrong = (api: Api, product: Product) => [
      // @ts-expect-error A product has no such member.
      product.prize,
      // @ts-expect-error An order needs a body.
      () => api.placeOrder(),
      // @ts-expect-error A quantity is a number.
      () => api.addCartItem({ sku: "A", quantity: "1" }),
      // @ts-expect-error There is no such filter.
      () => api.listProducts({ categorie: "kitchen" }),
    ];
    expect(wrong).toBeTypeOf("function");
  });
});
