/**
 * Schemas that routes and events share. Every schema is a function: it is built on first use, and a
 * bundle that does not call it does not contain it. `zod/mini` keeps the rest small.
 */
import * as z from "zod/mini";

/**
 * Names a schema. The description of the API holds it once, under this name. The schema is built
 * once, on first use.
 */
export function named<S extends z.ZodMiniType>(name: string, build: () => S): () => S {
  let schema: S | undefined;
  return () => (schema ??= withName(name, build()));
}

function withName<S extends z.ZodMiniType>(name: string, schema: S): S {
  z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id: name });
  return schema;
}

export const nameOf = (schema: z.ZodMiniType): string | undefined => z.globalRegistry.get(schema)?.id;

/** An amount in minor units of an ISO 4217 currency: `1999` in USD means $19.99. */
export const money = /* @__PURE__ */ named("Money", () =>
  z.strictObject({
    amount: z.int().check(z.nonnegative(), z.describe("In minor units: `1999` in USD means $19.99.")),
    currency: currency(),
  }),
);
export type Money = z.infer<ReturnType<typeof money>>;

const currency = () => z.string().check(z.regex(/^[A-Z]{3}$/), z.describe("ISO 4217 code."));

export const sku = () => z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/));

/** Most units of one SKU in a cart or an order. */
export const MAX_QUANTITY = 99;
export const quantity = () => z.int().check(z.minimum(1), z.maximum(MAX_QUANTITY));

export const productId = () => z.string().check(z.uuid());

/** An id: a ULID with a prefix, such as `ord_01JD…`. */
export const prefixedId = (prefix: string) =>
  z.string().check(z.regex(new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`)));

/** The caller's id of a change, which makes it repeatable. */
export const reference = () =>
  z
    .string()
    .check(
      z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/),
      z.describe("Your own id of this request. Repeat it when you retry."),
    );

export const text = (maxLength: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(maxLength));

export const isoTime = () => z.iso.datetime().check(z.describe("In UTC."));

/**
 * A query parameter, which arrives as text, with a whole number in the given range. The API's
 * description calls it an integer.
 */
export const wholeNumber = (minimum: number, maximum: number) =>
  z
    .pipe(
      z.string().check(z.regex(/^\d{1,12}$/, "Expected a whole number")),
      z.pipe(z.transform(Number), z.int().check(z.minimum(minimum), z.maximum(maximum))),
    )
    .check(z.meta({ type: "integer", minimum, maximum }));

/** A list of lines in which each SKU occurs once. */
export const uniqueSkuLines = <Line extends z.ZodMiniType<{ sku: string }>>(item: Line) =>
  z.array(item).check(
    z.minLength(1),
    z.maxLength(50),
    z.refine(
      (lines) => new Set(lines.map((one) => one.sku)).size === lines.length,
      "Expected each SKU only once",
    ),
  );

/** Units of one SKU. */
export const skuQuantity = /* @__PURE__ */ named("SkuQuantity", () =>
  z.strictObject({ sku: sku(), quantity: quantity() }),
);

/** A list that is short enough for one answer. */
export const list = <Item extends z.ZodMiniType>(item: Item) =>
  withName(`${nameOf(item)}List`, z.object({ items: z.array(item) }));

/** One page of a list. The client sends `nextCursor` back as `cursor` until it is absent. */
export const page = <Item extends z.ZodMiniType>(item: Item) =>
  withName(
    `${nameOf(item)}Page`,
    z.object({
      items: z.array(item),
      nextCursor: z.optional(
        z.string().check(z.describe("Send it as `cursor` to get the next page. Absent on the last page.")),
      ),
    }),
  );

export const cursor = () =>
  z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(1024),
      z.regex(/^[A-Za-z0-9_-]+$/),
      z.describe("`nextCursor` of the previous page."),
    );

export const postalCode = () => z.string().check(z.trim(), z.regex(/^[A-Za-z0-9][A-Za-z0-9 -]{1,11}$/));
export const country = () =>
  z
    .string()
    .check(
      z.regex(/^[A-Z]{2}$/, "Expected an ISO 3166-1 alpha-2 country code"),
      z.describe("ISO 3166-1 alpha-2 code."),
    );

export const address = /* @__PURE__ */ named("Address", () =>
  z.strictObject({
    name: text(100).check(z.describe("Name of the recipient.")),
    line1: text(200),
    line2: z.optional(text(200)),
    city: text(100),
    region: z.optional(text(100).check(z.describe("State or province."))),
    postalCode: postalCode(),
    country: country(),
  }),
);
export type Address = z.infer<ReturnType<typeof address>>;
