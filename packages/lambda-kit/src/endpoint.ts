import middy from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import type { Route } from "@tradewind/blueprint/language/define";
import type { Context } from "@tradewind/commerce/platform/context";
import { answerHeaders } from "./answer-headers.ts";
import { actorOf, type Caller, callerOf, lowerCased } from "./caller.ts";
import { callerHas, entityTagOf } from "./entity-tag.ts";
import { contextOf } from "./invocation.ts";
import { correlate, log } from "./log.ts";
import { bodyText, type Output, type ParsedRequest, requestParser } from "./parse-request.ts";
import { asDomainError, problemResponse } from "./problem.ts";
import { FailureWithCookies, WithCookies } from "./with-cookies.ts";

const STALE_WHILE_REVALIDATE_SECONDS = 3600;
const NOT_MODIFIED = 304;

/** The input of a route's function: the caller's context and the parsed request. */
export type EndpointInput<R extends Route> = ParsedRequest<R> & {
  ctx: Context;
  caller: Caller;
  signed: SignedRequest;
};

type SuccessStatus = 200 | 201 | 202 | 204;
type Success<Responses> = Responses[keyof Responses & SuccessStatus];
type BodyOf<Response> = Response extends { body: infer Build } ? Output<Build> : void;

/** The body of the route's success response. */
type Answer<R extends Route> = BodyOf<Success<R["responses"]>>;

/** The result of a route's function. */
export type EndpointAnswer<R extends Route> = Promise<Answer<R> | WithCookies<Answer<R>>>;

/** The signed parts of a request: the exact body, and the headers by lower-case names. */
export interface SignedRequest {
  body: string;
  headers: Readonly<Record<string, string | undefined>>;
}

function cacheControl({ cache }: Route): string {
  if (!cache) return "no-store";
  const stale = cache.neverStale ? "" : `, stale-while-revalidate=${STALE_WHILE_REVALIDATE_SECONDS}`;
  return `public, max-age=${cache.ttlSeconds}${stale}`;
}

/**
 * The Lambda behind one route. It parses the request by the route's schemas, answers with the
 * route's success status, and answers a failure as problem+json with its code.
 */
export function endpoint<R extends Route>(route: R, run: (input: EndpointInput<R>) => EndpointAnswer<R>) {
  const parse = requestParser(route);
  const status = successStatus(route);
  const contentType = route.responses[status]?.contentType;
  const caching = cacheControl(route);

  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use(requestLog(route))
    .handler(async (event) => {
      const ctx = requestContext(event);
      const outcome = await run({
        ...parse(event),
        ctx,
        caller: callerOf(event),
        signed: signedRequest(event),
      });
      const [result, cookies] =
        outcome instanceof WithCookies ? [outcome.body, outcome.cookies] : [outcome, []];
      const body = result === undefined ? "" : contentType ? result : JSON.stringify(result);
      const tag = route.tagged && entityTagOf(body);
      const unchanged = tag && callerHas(tag, lowerCased(event.headers)["if-none-match"]);
      return {
        statusCode: unchanged ? NOT_MODIFIED : status,
        headers: {
          ...answerHeaders,
          "content-type": contentType ? `${contentType}; charset=utf-8` : "application/json",
          "cache-control": caching,
          "x-correlation-id": ctx.correlationId,
          ...(tag && { etag: tag }),
        },
        ...settingCookies(cookies),
        body: unchanged ? "" : body,
      };
    });
}

const settingCookies = (cookies: readonly string[]) =>
  cookies.length > 0 && { multiValueHeaders: { "set-cookie": [...cookies] } };

const signedRequest = (event: APIGatewayProxyEvent): SignedRequest => ({
  body: bodyText(event),
  headers: lowerCased(event.headers),
});

/** Writes one log line for each request, and turns a thrown error into problem+json. */
function requestLog(route: Route): middy.MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> {
  const line = (event: APIGatewayProxyEvent, statusCode: number, more: Record<string, unknown> = {}) => ({
    message: `${event.httpMethod} ${event.path}`,
    status: statusCode,
    durationMs: Date.now() - event.requestContext.requestTimeEpoch,
    ...more,
  });
  return {
    before: ({ event }) => correlate(route.name, requestContext(event)),
    after: ({ event, response }) => log.info(line(event, response?.statusCode ?? 0)),
    onError: (request) => {
      const { event } = request;
      const [error, cookies] =
        request.error instanceof FailureWithCookies
          ? [request.error.cause, request.error.cookies]
          : [request.error, []];
      const known = asDomainError(error);
      const response = {
        ...problemResponse(known, requestContext(event).correlationId),
        ...settingCookies(cookies),
      };
      const entry = line(event, response.statusCode, { code: known.code });
      if (response.statusCode >= 500) log.error({ ...entry, error: error ?? known });
      else log.info(entry);
      request.response = response;
    },
  };
}

function requestContext(event: APIGatewayProxyEvent): Context {
  const correlationId = event.headers["x-correlation-id"] ?? event.headers["X-Correlation-Id"];
  return contextOf(actorOf(event), correlationId, event.requestContext.requestId);
}

function successStatus(route: Route): number {
  const statuses = Object.keys(route.responses).map(Number);
  const success = statuses.find((status) => status >= 200 && status < 300);
  if (success === undefined) throw new Error(`Route ${route.name} names no 2xx response.`);
  return success;
}
