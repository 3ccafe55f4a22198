import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import { staffPermissions } from "@tradewind/blueprint/language/access";
import { staffPage } from "@tradewind/ops/docs/staff-page";

const staffRoutes = blueprint.api.routes.filter(({ auth }) => typeof auth === "object");

it("only the routes below /admin are for staff", () => {
  const below = blueprint.api.routes.filter(({ path }) => path.startsWith("/admin/"));
  expect(staffRoutes.map(({ name }) => name)).toEqual(below.map(({ name }) => name));
});

it.each(staffRoutes.map((route) => [route.name, route] as const))(
  "%s checks a permission of the matrix in its function too, and is a staff endpoint with an audit log",
  (_name, { auth, handler }) => {
    expect(auth, "Use staff(…) of blueprint/staff.ts.").toHaveProperty("permission");
    const source = readFileSync(handler.replace(/\.\w+$/, ".ts"), "utf8");
    expect(source, "Use packages/lambda-kit/src/staff-endpoint.ts.").toContain("staffEndpoint(");
  },
);

it("customers have no permission, and admins have all", () => {
  for (const [permission, groups] of staffPermissions) {
    expect([permission, groups.includes("customer")]).toEqual([permission, false]);
    expect([permission, groups.includes("admin")]).toEqual([permission, true]);
  }
});

it("docs/staff.md shows the permissions in force", () => {
  expect(readFileSync("docs/staff.md", "utf8"), "Run `npm run docs`.").toBe(staffPage());
});
