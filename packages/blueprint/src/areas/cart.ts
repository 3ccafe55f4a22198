import * as z from "zod/mini";
import { cartThrottle } from "../ground/limits.ts";
import { commerceTable, productCache } from "../ground/tables.ts";
import { defineRoute } from "../language/define.ts";
import { money, named, productId, quantity, sku } from "../language/schema.ts";
import { offer } from "./offer.ts";

const cartItem = /* @__PURE__ */ named("CartItem", () =>
  z.object({
    sku: sku(),
    productId: productId(),
    name: z.string(),
    options: z.record(z.string(), z.string()),
    image: z.string(),
    quantity: quantity(),
    unitPrice: money(),
    total: money(),
    ...z.partial(z.object(offer())).shape,
  }),
);

const cartTotals = /* @__PURE__ */ named("CartTotals", () => z.object({ subtotal: money() }));

export const cart = /* @__PURE__ */ named("Cart", () =>
  z.object({
    items: z.array(cartItem()),
    totals: cartTotals(),
    version: z.int().check(z.describe("Increases with every change.")),
  }),
);

export type Cart = z.output<ReturnType<typeof cart>>;

/** The secret of a guest's cart. */
export const cartToken = () => z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));

const cartRoute = { auth: "signed-in", throttle: cartThrottle } as const;
const useCart = { resource: commerceTable, access: "read-write" } as const;
const skuParam = () => z.strictObject({ sku: sku() });
const answer = { 200: { description: "The cart.", body: cart } } as const;

export const getCart = /* @__PURE__ */ defineRoute(cartRoute, {
  name: "GetCart",
  method: "GET",
  path: "/cart",
  summary: "Get your cart",
  handler: "functions/cart/get-cart.handler",
  uses: [{ resource: commerceTable, access: "read" }],
  responses: answer,
  errors: [],
});

export const addCartItem = /* @__PURE__ */ defineRoute(cartRoute, {
  name: "AddCartItem",
  method: "POST",
  path: "/cart/items",
  summary: "Add units of a SKU to your cart",
  description: "Adds to the units that are already in the cart.",
  handler: "functions/cart/add-item.handler",
  uses: [useCart, { resource: productCache, access: "read" }],
  body: () => z.strictObject({ sku: sku(), quantity: quantity() }),
  responses: answer,
  errors: [
    "cart.sku_unknown",
    "cart.quantity_exceeded",
    "cart.stock_insufficient",
    "cart.full",
    "cart.changed",
  ],
});

export const changeCartItem = /* @__PURE__ */ defineRoute(cartRoute, {
  name: "ChangeCartItem",
  method: "PATCH",
  path: "/cart/items/{sku}",
  summary: "Set the quantity of a SKU in your cart",
  handler: "functions/cart/change-item.handler",
  uses: [useCart],
  params: skuParam,
  body: () => z.strictObject({ quantity: quantity() }),
  responses: answer,
  errors: ["cart.item_missing", "cart.stock_insufficient", "cart.changed"],
});

export const removeCartItem = /* @__PURE__ */ defineRoute(cartRoute, {
  name: "RemoveCartItem",
  method: "DELETE",
  path: "/cart/items/{sku}",
  summary: "Remove a SKU from your cart",
  handler: "functions/cart/remove-item.handler",
  uses: [useCart],
  params: skuParam,
  responses: answer,
  errors: ["cart.item_missing", "cart.changed"],
});

export const mergeCarts = /* @__PURE__ */ defineRoute(cartRoute, {
  name: "MergeCarts",
  method: "POST",
  path: "/cart/merge",
  summary: "Merge a guest cart into your cart",
  description:
    "Moves the items and deletes the guest cart. Quantities end at 99. SKUs beyond 50 are left out. If the guest cart no longer exists, your cart stays as it is.",
  handler: "functions/cart/merge-carts.handler",
  uses: [useCart],
  body: () => z.strictObject({ token: z.optional(cartToken()) }),
  responses: answer,
  errors: ["cart.not_found", "cart.changed"],
});

export const cartRoutes = [mergeCarts, getCart, addCartItem, changeCartItem, removeCartItem];
