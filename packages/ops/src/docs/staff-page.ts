import { type Blueprint, blueprint as tradewind } from "@tradewind/blueprint";
import { staffPermissions } from "@tradewind/blueprint/language/access";

const STAFF = ["support", "merchandiser", "admin"] as const;

/** The page of the documentation that says who of the staff may do what, and by which routes. */
export function staffPage(blueprint: Blueprint = tradewind): string {
  const rows = staffPermissions.map(([permission, groups]) => {
    const routes = blueprint.api.routes
      .filter(({ auth }) => typeof auth === "object" && auth.permission === permission)
      .map(({ method, path }) => `\`${method} ${path}\``);
    const marks = STAFF.map((group) => (groups.includes(group) ? "yes" : "–"));
    return `| ${permission} | ${marks.join(" | ")} | ${routes.join(", ")} |`;
  });
  return [
    "# Who of the staff may do what",
    "",
    "Made by `npm run docs` from `packages/blueprint/src/language/access.ts`. Every row wants a session that passed a second factor, on",
    "every stage. The authorizer lets nobody else in, and the function behind the route asks again. What is not a row here,",
    "staff may not do: a customer's own routes answer them as they answer any other customer.",
    "",
    `| permission | ${STAFF.join(" | ")} | routes |`,
    `|---|${STAFF.map(() => "---|").join("")}---|`,
    ...rows,
    "",
    "Each change by one of these routes is in the audit log: who, when, which route, what its path named, and what came of it.",
    "It is written down as `begun` before anything happens, so that what was cut off is seen as well. Admins read it with",
    "`GET /admin/audit?month=2026-11`.",
    "",
  ].join("\n");
}
