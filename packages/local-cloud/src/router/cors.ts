import type { WireRequest, WireResponse } from "../kernel/wire.ts";

/**
 * All services but S3 accept calls from pages of any origin. S3 answers by the rules of the bucket
 * (`s3/cors.ts`). The headers are those of DynamoDB, which the other services send as well.
 */
const ANY_ORIGIN = { "access-control-allow-origin": "*" };

const TWO_DAYS_SECONDS = "172800";

/** A browser's question before a call, or undefined if the request is none. */
export function preflightAnswer({ method, headers }: WireRequest): WireResponse | undefined {
  if (method !== "OPTIONS" || headers["origin"] === undefined) return undefined;
  const allowed: Record<string, string> = { ...ANY_ORIGIN, "access-control-max-age": TWO_DAYS_SECONDS };
  const wanted = headers["access-control-request-headers"];
  const call = headers["access-control-request-method"];
  if (wanted !== undefined) allowed["access-control-allow-headers"] = wanted;
  if (call !== undefined) allowed["access-control-allow-methods"] = call;
  return { status: 200, headers: allowed, body: "" };
}

/** Lets a page read the response, if a page made the request. */
export function readableByPages({ headers }: WireRequest, response: WireResponse): WireResponse {
  if (headers["origin"] === undefined) return response;
  const exposed = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date";
  return {
    ...response,
    headers: { ...response.headers, ...ANY_ORIGIN, "access-control-expose-headers": exposed },
  };
}
