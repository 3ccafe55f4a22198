import type { WireRequest, WireResponse } from "../kernel/wire.ts";
import { emptyAnswer } from "./answers.ts";
import { s3Error } from "./errors.ts";
import type { Bucket } from "./state/buckets.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html */
export interface CorsRule {
  id?: string;
  origins: string[];
  methods: string[];
  /** Header names, which may contain one `*`. */
  headers: string[];
  exposed: string[];
  maxAgeSeconds?: number;
}

type CorsRequest = Pick<WireRequest, "method" | "headers">;

/**
 * The answer to a preflight.
 * @throws S3Error AccessForbidden if the bucket's rules do not allow the request
 */
export function preflightAnswer(bucket: Bucket | undefined, request: CorsRequest): WireResponse {
  if (request.headers["origin"] === undefined) throw s3Error("BadRequest");
  const Method = request.headers["access-control-request-method"] ?? "OPTIONS";
  if (!bucket?.record.cors) {
    const reason = bucket ? "CORS is not enabled for this bucket." : "Bucket not found";
    throw s3Error("AccessForbidden", `CORSResponse: ${reason}`, { Method, ResourceType: "BUCKET" });
  }
  const allowed = corsHeaders(bucket, request);
  if (!allowed) throw s3Error("AccessForbidden", undefined, { Method, ResourceType: "OBJECT" });
  return emptyAnswer(200, allowed);
}

/**
 * The headers that let a page read the response. Undefined if no page made the request, or no rule
 * of the bucket allows it. As in AWS, a request with a preflight's headers is judged by these.
 */
export function corsHeaders(
  bucket: Bucket | undefined,
  { method, headers }: CorsRequest,
): Record<string, string> | undefined {
  const origin = headers["origin"];
  if (origin === undefined) return undefined;
  const call = headers["access-control-request-method"] ?? method;
  const wanted = headers["access-control-request-headers"]?.toLowerCase().split(",") ?? [];
  const names = wanted.map((name) => name.trim());
  const rule = bucket?.record.cors?.find(
    (one) =>
      one.methods.includes(call) &&
      one.origins.some((allowed) => matches(allowed, origin)) &&
      names.every((name) => one.headers.some((allowed) => matches(allowed.toLowerCase(), name))),
  );
  if (!rule) return undefined;
  const { methods, origins, exposed, maxAgeSeconds } = rule;
  return {
    ...(origins.includes("*")
      ? { "access-control-allow-origin": "*" }
      : { "access-control-allow-origin": origin, "access-control-allow-credentials": "true" }),
    "access-control-allow-methods": methods.join(", "),
    ...(names.length > 0 && { "access-control-allow-headers": names.join(", ") }),
    ...(exposed.length > 0 && { "access-control-expose-headers": exposed.join(", ") }),
    ...(maxAgeSeconds !== undefined && { "access-control-max-age": String(maxAgeSeconds) }),
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}

/** A pattern with at most one `*`. */
function matches(pattern: string, text: string): boolean {
  const [before = "", after] = pattern.split("*");
  if (after === undefined) return pattern === text;
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}
