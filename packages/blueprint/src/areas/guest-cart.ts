/** Carts of people who have not signed in. */

import * as z from "zod/mini";
import { cartThrottle } from "../ground/limits.ts";
import { commerceTable, productCache } from "../ground/tables.ts";
import { defineRoute } from "../language/define.ts";
import { named, quantity, sku } from "../language/schema.ts";
import { cart, cartToken } from "./cart.ts";

const guestRoute = { auth: "none", throttle: cartThrottle } as const;
const useCart = { resource: commerceTable, access: "read-write" } as const;
const tokenHeader = () =>
  z.object({
    "cart-token": z.optional(
      cartToken().check(z.describe("The token from `POST /guest-cart`. A browser has it in its cookie.")),
    ),
  });
const skuParam = () => z.strictObject({ sku: sku() });
const openedCart = /* @__PURE__ */ named("OpenedGuestCart", () =>
  z.object({ token: z.optional(cartToken()), cart: cart() }),
);
const answer = { 200: { description: "The cart.", body: cart } } as const;

export const openGuestCart = /* @__PURE__ */ defineRoute(guestRoute, {
  name: "OpenGuestCart",
  method: "POST",
  path: "/guest-cart",
  summary: "Create a guest cart",
  description:
    "Needs no account. The token gives access to the cart and is shown only once. A browser gets it in a cookie.",
  handler: "functions/cart/guest/open-cart.handler",
  uses: [useCart],
  responses: {
    201: {
      description: "The cart and its token.",
      body: openedCart,
    },
  },
  errors: [],
});

export const getGuestCart = /* @__PURE__ */ defineRoute(guestRoute, {
  name: "GetGuestCart",
  method: "GET",
  path: "/guest-cart",
  summary: "Get a guest cart",
  handler: "functions/cart/guest/get-cart.handler",
  uses: [{ resource: commerceTable, access: "read" }],
  headers: tokenHeader,
  responses: answer,
  errors: ["cart.not_found"],
});

export const addGuestCartItem = /* @__PURE__ */ defineRoute(guestRoute, {
  name: "AddGuestCartItem",
  method: "POST",
  path: "/guest-cart/items",
  summary: "Add units of a SKU to a guest cart",
  description:
    "Adds to the units that are already in the cart. Opens a cart for a browser that has none, or whose cart no longer exists.",
  handler: "functions/cart/guest/add-item.handler",
  uses: [useCart, { resource: productCache, access: "read" }],
  headers: tokenHeader,
  body: () => z.strictObject({ sku: sku(), quantity: quantity() }),
  responses: answer,
  errors: [
    "cart.not_found",
    "cart.sku_unknown",
    "cart.quantity_exceeded",
    "cart.stock_insufficient",
    "cart.full",
    "cart.changed",
  ],
});

export const changeGuestCartItem = /* @__PURE__ */ defineRoute(guestRoute, {
  name: "ChangeGuestCartItem",
  method: "PATCH",
  path: "/guest-cart/items/{sku}",
  summary: "Set the quantity of a SKU in a guest cart",
  handler: "functions/cart/guest/change-item.handler",
  uses: [useCart],
  headers: tokenHeader,
  params: skuParam,
  body: () => z.strictObject({ quantity: quantity() }),
  responses: answer,
  errors: ["cart.not_found", "cart.item_missing", "cart.stock_insufficient", "cart.changed"],
});

export const removeGuestCartItem = /* @__PURE__ */ defineRoute(guestRoute, {
  name: "RemoveGuestCartItem",
  method: "DELETE",
  path: "/guest-cart/items/{sku}",
  summary: "Remove a SKU from a guest cart",
  handler: "functions/cart/guest/remove-item.handler",
  uses: [useCart],
  headers: tokenHeader,
  params: skuParam,
  responses: answer,
  errors: ["cart.not_found", "cart.item_missing", "cart.changed"],
});

export const guestCartRoutes = [
  openGuestCart,
  getGuestCart,
  addGuestCartItem,
  changeGuestCartItem,
  removeGuestCartItem,
];
