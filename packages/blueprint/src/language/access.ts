import type { Group } from "./define.ts";

/** Who of the staff may do what: the whole matrix. A route asks for one of these, and docs/staff.md shows it. */
const staffMay = {
  "orders.read": ["support", "admin"],
  "orders.change": ["support", "admin"],
  "orders.refund": ["support", "admin"],
  "orders.returns": ["support", "admin"],
  "stock.read": ["support", "merchandiser", "admin"],
  "stock.change": ["merchandiser", "admin"],
  "webhooks.manage": ["admin"],
  "audit.read": ["admin"],
  "accounts.sign-out": ["admin"],
  "api-keys.manage": ["admin"],
} as const satisfies Record<string, readonly Group[]>;

export type StaffPermission = keyof typeof staffMay;

/** The auth rule of a route that wants this permission. */
export const staff = <P extends StaffPermission>(permission: P) => ({
  permission,
  groups: staffMay[permission],
});

/** What the key of an integration may be given: what machines do, and nothing that gives people or machines more. */
export const keyScopes = [
  "orders.read",
  "stock.read",
  "stock.change",
] as const satisfies readonly StaffPermission[];
export type KeyScope = (typeof keyScopes)[number];

export const staffPermissions = Object.entries(staffMay) as [StaffPermission, readonly Group[]][];
