import * as z from "zod/mini";
import { orderTotals } from "../areas/orders.ts";
import { type ErrorCode, errorCodes, httpStatus } from "../language/errors.ts";
import { named, sku } from "../language/schema.ts";

const units = () => z.int().check(z.nonnegative());

const shortage = /* @__PURE__ */ named("Shortage", () =>
  z.object({ sku: sku(), available: units().check(z.describe("Units that one order can have.")) }),
);

/** Facts that a client can act on: members that the problems of these codes have besides. */
const facts = {
  "cart.stock_insufficient": () => z.object({ sku: sku(), available: units() }),
  "order.out_of_stock": () => z.object({ shortages: z.array(shortage()) }),
  "order.price_changed": () => z.object({ totals: orderTotals() }),
  "stock.limit_promised": () => z.object({ promised: units() }),
} as const satisfies Partial<Record<ErrorCode, () => z.ZodMiniObject>>;

/** The facts by code. */
export type ProblemFacts = {
  [Code in keyof typeof facts]: z.output<ReturnType<(typeof facts)[Code]>>;
};

const errorCode = /* @__PURE__ */ named("ErrorCode", () =>
  z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
);

/** An invalid member of a request, by its JSON pointer (RFC 6901). */
const problemCause = /* @__PURE__ */ named("ProblemCause", () =>
  z.object({ pointer: z.string(), detail: z.string() }),
);

const members = () => ({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: errorCode(),
  detail: z.optional(z.string()),
  instance: z.optional(z.string()),
  correlationId: z.optional(z.string()),
  errors: z.optional(z.array(problemCause())),
});

/** The body of every failure (RFC 9457), with the facts of all codes. */
export const problem = /* @__PURE__ */ named("Problem", () =>
  z.object({
    ...members(),
    ...Object.fromEntries(Object.values(facts).flatMap((build) => Object.entries(z.partial(build()).shape))),
  }),
);

/** The body of a failure with this code: its status, and no facts but its own. */
export function problemOfCode(code: ErrorCode): z.ZodMiniType {
  const own = Object.hasOwn(facts, code) ? facts[code as keyof typeof facts]().shape : {};
  const status = z.literal(httpStatus[errorCodes[code][0]]);
  return z.strictObject({ ...members(), status, ...own });
}
