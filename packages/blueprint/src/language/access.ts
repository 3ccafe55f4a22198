/** Access: the rules of routes, the groups of people, and the permissions of the staff. */

export type Group = "customer" | "support" | "merchandiser" | "admin";

/**
 * The callers that a route accepts.
 * - `none`: everybody; no token is read.
 * - `optional`: everybody; a token may be sent and is ignored.
 * - `signed-in`: a customer's access token, or a guest's session on stages that let guests order.
 * - `account`: a customer's access token; guests have no account.
 * - `signed-in-mfa`: as `signed-in`, after a second factor unless the stage's checkout requires
 *   less.
 * - `{ groups }`: a member of one of the groups, with a second factor on every stage. `staff()`
 *   makes this rule from a permission.
 */
export type AuthRule =
  | "none"
  | "optional"
  | "signed-in"
  | "account"
  | "signed-in-mfa"
  | { groups: readonly Group[]; permission?: StaffPermission };

/**
 * The proof that a stage requires for an order: a second factor, a sign-in, or a confirmed email
 * address.
 */
export type Checkout = "mfa" | "signed-in" | "guest";

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
export const permissionNames = /* @__PURE__ */ Object.keys(groupsByPermission) as [
  StaffPermission,
  ...StaffPermission[],
];

/** The permissions of these groups. A session without a second factor may use none of them. */
export const permissionsOf = (groups: readonly Group[]): StaffPermission[] =>
  permissionNames.filter((one) => groupsByPermission[one].some((group) => groups.includes(group)));

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
