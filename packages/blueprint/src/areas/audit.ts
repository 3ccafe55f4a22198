import * as z from "zod/mini";
import { adminThrottle } from "../ground/limits.ts";
import { commerceTable } from "../ground/tables.ts";
import { staff } from "../language/access.ts";
import { defineRoute } from "../language/define.ts";
import { cursor, isoTime, named, page, prefixedId, wholeNumber } from "../language/schema.ts";

const auditRoute = { auth: /* @__PURE__ */ staff("audit.read"), throttle: adminThrottle } as const;

const entry = /* @__PURE__ */ named("AuditEntry", () =>
  z.object({
    id: prefixedId("aud"),
    at: isoTime(),
    actor: z.string(),
    action: z.string(),
    target: z.record(z.string(), z.string()),
    outcome: z.string(),
    correlationId: z.string(),
  }),
);

export const listAudit = /* @__PURE__ */ defineRoute(auditRoute, {
  name: "ListAudit",
  method: "GET",
  path: "/admin/audit",
  summary: "List the actions of staff",
  description: "Covers one month in UTC, the current one by default.",
  handler: "functions/audit/list-audit.handler",
  uses: [{ resource: commerceTable, access: "read" }],
  query: () =>
    z.strictObject({
      month: z.optional(
        z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/, "Expected a month such as 2026-11")),
      ),
      limit: z._default(wholeNumber(1, 100), 50),
      cursor: z.optional(cursor()),
    }),
  responses: { 200: { description: "A page of actions, newest first.", body: () => page(entry()) } },
  errors: [],
});

export const auditRoutes = [listAudit];
