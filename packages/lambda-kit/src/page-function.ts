import middy from "@middy/core";
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import type { FunctionDefinition } from "@tradewind/blueprint/language/define";
import type { Context } from "@tradewind/commerce/platform/context";
import { lowerCased } from "./caller.ts";
import { contextOf } from "./invocation.ts";
import { correlate, log } from "./log.ts";

export interface PageRequest {
  ctx: Context;
  /** Path as CloudFront sent it. */
  path: string;
  /** Empty, or begins with `?`. */
  search: string;
  /** Headers by lower-case names. */
  headers: Readonly<Record<string, string | undefined>>;
}

export interface PageResult {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** CloudFront keeps no such answer, and tries again with the next request. */
const FAILED: PageResult = {
  status: 503,
  headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", "retry-after": "5" },
  body: "The page cannot be shown now. Please try again in a moment.\n",
};

/** The Lambda behind a function URL that only CloudFront may call, for GET and HEAD. */
export function pageFunction(
  { name }: FunctionDefinition,
  run: (request: PageRequest) => Promise<PageResult>,
) {
  return middy<LambdaFunctionURLEvent, LambdaFunctionURLResult>().handler(async (event) => {
    const headers = lowerCased(event.headers);
    const { http, requestId } = event.requestContext;
    const ctx = contextOf({ kind: "anonymous", id: http.sourceIp }, headers["x-correlation-id"], requestId);
    correlate(name, ctx);
    const started = Date.now();
    const search = event.rawQueryString === "" ? "" : `?${event.rawQueryString}`;
    const { status, ...answer } = await run({ ctx, path: event.rawPath, search, headers }).catch(
      (error: unknown) => {
        log.error(`${name} failed`, { path: event.rawPath, error });
        return FAILED;
      },
    );
    // The endpoints that the page asked have logged under their own names.
    correlate(name, ctx);
    // A query may hold what a visitor searched for.
    log.info({ message: `GET ${event.rawPath}`, status, durationMs: Date.now() - started });
    return { statusCode: status, ...answer };
  });
}
