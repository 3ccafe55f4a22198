/** The address book of a customer. */

import * as z from "zod/mini";
import { addressesThrottle } from "../../ground/limits.ts";
import { commerceTable } from "../../ground/tables.ts";
import { defineRoute } from "../../language/define.ts";
import { address, list, named, prefixedId, text } from "../../language/schema.ts";

const savedAddress = /* @__PURE__ */ named("SavedAddress", () =>
  z.object({
    id: prefixedId("adr"),
    label: z.optional(z.string().check(z.describe("The customer's word for it, such as `Home`."))),
    default: z
      .boolean()
      .check(z.describe("True for the default address. A customer with addresses has exactly one default.")),
    address: address(),
  }),
);
export type SavedAddress = z.output<ReturnType<typeof savedAddress>>;

const addressRoute = { auth: "account", throttle: addressesThrottle } as const;
const useTable = { resource: commerceTable, access: "read-write" } as const;
const addressParam = () => z.strictObject({ id: prefixedId("adr") });
const wantedAddress = () =>
  z.strictObject({
    label: z.optional(text(50)),
    default: z.optional(
      z.boolean().check(z.describe("`true` makes it the default. Otherwise the default stays as it is.")),
    ),
    address: address(),
  });
export type WantedAddress = z.output<ReturnType<typeof wantedAddress>>;

export const listAddresses = /* @__PURE__ */ defineRoute(addressRoute, {
  name: "ListAddresses",
  method: "GET",
  path: "/addresses",
  summary: "List your addresses",
  handler: "functions/addresses/list-addresses.handler",
  uses: [{ resource: commerceTable, access: "read" }],
  responses: { 200: { description: "Your addresses, oldest first.", body: () => list(savedAddress()) } },
  errors: [],
});

export const addAddress = /* @__PURE__ */ defineRoute(addressRoute, {
  name: "AddAddress",
  method: "POST",
  path: "/addresses",
  summary: "Add an address to your address book",
  description: "Your first address becomes the default. You can have 20 addresses.",
  handler: "functions/addresses/add-address.handler",
  uses: [useTable],
  body: wantedAddress,
  responses: { 201: { description: "The address with its id.", body: savedAddress } },
  errors: ["address.too_many", "address.changed"],
});

export const replaceAddress = /* @__PURE__ */ defineRoute(addressRoute, {
  name: "ReplaceAddress",
  method: "PUT",
  path: "/addresses/{id}",
  summary: "Replace an address of your address book",
  description: "An absent label is removed. Orders keep the address that they were placed with.",
  handler: "functions/addresses/replace-address.handler",
  uses: [useTable],
  params: addressParam,
  body: wantedAddress,
  responses: { 200: { description: "The changed address.", body: savedAddress } },
  errors: ["address.not_found", "address.changed"],
});

export const deleteAddress = /* @__PURE__ */ defineRoute(addressRoute, {
  name: "DeleteAddress",
  method: "DELETE",
  path: "/addresses/{id}",
  summary: "Delete an address of your address book",
  description: "If it was the default, your oldest remaining address becomes the default.",
  handler: "functions/addresses/delete-address.handler",
  uses: [useTable],
  params: addressParam,
  responses: { 204: { description: "The address is deleted." } },
  errors: ["address.not_found", "address.changed"],
});

export const addressRoutes = [listAddresses, addAddress, replaceAddress, deleteAddress];
