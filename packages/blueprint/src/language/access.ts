import type { Group } from "./define.ts";

/**
 * The permissions of the staff, with the groups that have them. Each staff route requires one of
 * them. docs/staff.md shows the matrix.
 */
const groupsByPermission = {
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

export type StaffPermission = keyof typeof groupsByPermission;

/** The auth rule of a route that requires this permission. */
export const staff = <P extends StaffPermission>(permission: P) => ({
  permission,
  groups: groupsByPermission[permission],
});

/** Scopes of API keys: tasks of machines. No scope can grant permissions to people or keys. */
export const keyScopes = [
  "orders.read",
  "stock.read",
  "stock.change",
] as const satisfies readonly StaffPermission[];
export type KeyScope = (typeof keyScopes)[number];

export const staffPermissions = Object.entries(groupsByPermission) as [StaffPermission, readonly Group[]][];
