import { type Blueprint, blueprint as tradewind } from "@tradewind/blueprint";
import { staffPermissions } from "@tradewind/blueprint/language/access";

const STAFF = ["support", "merchandiser", "admin"] as const;

/**
 * The page `docs/staff.md`: the permissions of each staff group, with the routes that they open.
 */
export function staffPage(blueprint: Blueprint = tradewind): string {
  const rows = staffPermissions.map(([permission, groups]) => {
    const routes = blueprint.api.routes
      .filter(({ auth }) => typeof auth === "object" && auth.permission === permission)
      .map(({ method, path }) => `\`${method} ${path}\``);
    const marks = STAFF.map((group) => (groups.includes(group) ? "yes" : "–"));
    return `| ${permission} | ${marks.join(" | ")} | ${routes.join(", ")} |`;
  });
  return [
    "# Permissions of the staff",
    "",
    "`npm run docs` generates this page from `packages/blueprint/src/language/access.ts`. On every stage,",
    "each of these permissions needs a session that passed a second factor. The authorizer checks the",
    "permission, and the function behind the route checks it again. Staff have no other permissions: on a",
    "customer's routes they are customers like any other.",
    "",
    `| permission | ${STAFF.join(" | ")} | routes |`,
    `|---|${STAFF.map(() => "---|").join("")}---|`,
    ...rows,
    "",
    "The audit log has an entry for each change by one of these routes: the time, the actor, the route,",
    "the parameters of its path and the outcome. The entry is written as `begun` before the change",
    "starts, so a change that is cut off is seen as well. Admins read the log by",
    "`GET /admin/audit?month=2026-11`.",
    "",
  ].join("\n");
}
