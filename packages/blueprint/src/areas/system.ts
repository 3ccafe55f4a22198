import * as z from "zod/mini";
import { PRODUCTS_CACHE_SECONDS, systemThrottle } from "../ground/limits.ts";
import { defineRoute } from "../language/define.ts";
import { named } from "../language/schema.ts";

const systemRoute = { method: "GET", auth: "none", throttle: systemThrottle, uses: [], errors: [] } as const;

const health = /* @__PURE__ */ named("Health", () => z.object({ status: z.literal("ok") }));
const openApi = /* @__PURE__ */ named("OpenApiDocument", () => z.looseObject({ openapi: z.string() }));

export const getHealth = /* @__PURE__ */ defineRoute(systemRoute, {
  name: "GetHealth",
  path: "/health",
  summary: "Check that the API is up",
  handler: "functions/system/get-health.handler",
  responses: { 200: { description: "The API is up.", body: health } },
});

export const getOpenApi = /* @__PURE__ */ defineRoute(systemRoute, {
  name: "GetOpenApi",
  path: "/openapi.json",
  summary: "Get the OpenAPI document of this API",
  handler: "functions/system/get-openapi.handler",
  cache: { ttlSeconds: PRODUCTS_CACHE_SECONDS, query: [] },
  responses: {
    200: { description: "The OpenAPI 3.1 document.", body: openApi },
  },
});

export const systemRoutes = [getHealth, getOpenApi];
