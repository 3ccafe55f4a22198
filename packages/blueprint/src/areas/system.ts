import * as z from "zod/mini";
import { PRODUCTS_CACHE_SECONDS, systemThrottle } from "../ground/limits.ts";
import { defineRoute } from "../language/define.ts";

const systemRoute = { method: "GET", auth: "none", throttle: systemThrottle, uses: [], errors: [] } as const;

export const getHealth = /* @__PURE__ */ defineRoute(systemRoute, {
  name: "GetHealth",
  path: "/health",
  summary: "Check that the API is up",
  handler: "functions/system/get-health.handler",
  responses: { 200: { description: "The API is up.", body: () => z.object({ status: z.literal("ok") }) } },
});

export const getOpenApi = /* @__PURE__ */ defineRoute(systemRoute, {
  name: "GetOpenApi",
  path: "/openapi.json",
  summary: "Get the OpenAPI document of this API",
  handler: "functions/system/get-openapi.handler",
  cache: { ttlSeconds: PRODUCTS_CACHE_SECONDS, query: [] },
  responses: {
    200: { description: "The OpenAPI 3.1 document.", body: () => z.looseObject({ openapi: z.string() }) },
  },
});

export const systemRoutes = [getHealth, getOpenApi];
