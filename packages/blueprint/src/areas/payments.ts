import * as z from "zod/mini";
import { cardFingerprintKey } from "../ground/keys.ts";
import { paymentsThrottle } from "../ground/limits.ts";
import { commerceTable } from "../ground/tables.ts";
import { defineRoute } from "../language/define.ts";
import { named, prefixedId, text } from "../language/schema.ts";

export const paymentToken = () => prefixedId("tok");

export const cardBrand = /* @__PURE__ */ named("CardBrand", () =>
  z.enum(["visa", "mastercard", "amex", "discover", "diners", "jcb", "unionpay", "unknown"]),
);
export type CardBrand = z.output<ReturnType<typeof cardBrand>>;

/** REQUESTED: sent to the processor, which has not answered yet. */
export const paymentStatus = /* @__PURE__ */ named("PaymentStatus", () =>
  z.enum(["REQUESTED", "AUTHORIZED", "DECLINED", "CAPTURED", "VOIDED", "PARTIALLY_REFUNDED", "REFUNDED"]),
);
export type PaymentStatus = z.output<ReturnType<typeof paymentStatus>>;

export const refundState = /* @__PURE__ */ named("RefundState", () =>
  z
    .enum(["asked", "made"])
    .check(
      z.describe(
        "`made`: the processor has confirmed the refund. `asked`: not yet, and the shop asks again until it does.",
      ),
    ),
);

const createdToken = /* @__PURE__ */ named("PaymentToken", () =>
  z.object({ token: paymentToken(), brand: cardBrand(), last4: z.string() }),
);

const paymentRoute = { auth: "signed-in", throttle: paymentsThrottle } as const;

export const createPaymentToken = /* @__PURE__ */ defineRoute(paymentRoute, {
  name: "CreatePaymentToken",
  method: "POST",
  path: "/payments/tokens",
  summary: "Create a payment token from card details",
  description: "The token pays one order. Card numbers are accepted by this endpoint only.",
  handler: "functions/payments/create-token.handler",
  uses: [
    { resource: commerceTable, access: "write" },
    { resource: cardFingerprintKey, access: "mac" },
  ],
  body: () =>
    z.strictObject({
      number: z.string().check(z.regex(/^\d{12,19}$/, "Expected 12 to 19 digits")),
      expMonth: z.int().check(z.minimum(1), z.maximum(12)),
      expYear: z.int().check(z.minimum(2000), z.maximum(2100)),
      cvc: z.string().check(z.regex(/^\d{3,4}$/, "Expected 3 or 4 digits")),
      holder: text(100),
    }),
  responses: {
    201: {
      description: "The token. It is valid for one hour.",
      body: createdToken,
    },
  },
  errors: ["payment.card_invalid", "payment.card_unsupported"],
});

export const paymentRoutes = [createPaymentToken];
