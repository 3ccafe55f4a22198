import { admission, siteHeader } from "@tradewind/blueprint/ground/browser-session";
import { apiSecurityHeaders } from "@tradewind/blueprint/ground/security-headers";
import { problemOf } from "@tradewind/blueprint/language/errors";
import type { CloudFrontRequest, CloudFrontResultResponse } from "aws-lambda";

/**
 * Copies a browser's session from its cookie to the header that the API's authorizer reads. Answers
 * a change from another site's page itself.
 */
export function admitBrowser({ method, headers }: CloudFrontRequest): CloudFrontResultResponse | undefined {
  const header = (name: string) => (headers[name] ?? []).map(({ value }) => value);
  const admitted = admission({ method, header, origin: `https://${header(siteHeader)[0] ?? ""}` });
  if (!admitted.pass) return refusal();
  if (admitted.authorization !== undefined)
    headers["authorization"] = [{ key: "Authorization", value: admitted.authorization }];
  return undefined;
}

function refusal(): CloudFrontResultResponse {
  const problem = problemOf("auth.cross_site");
  const correlationId = crypto.randomUUID();
  const headers = {
    ...apiSecurityHeaders,
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-correlation-id": correlationId,
  };
  return {
    status: String(problem.status),
    headers: Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, [{ key, value }]])),
    body: JSON.stringify({ ...problem, correlationId }),
  };
}
