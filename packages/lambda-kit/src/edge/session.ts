import type { CloudFrontRequest, CloudFrontResultResponse } from "aws-lambda";
import { admission, refusalOf } from "@tradewind/blueprint/derived/admission";
import { sessionlessRoutes } from "@tradewind/blueprint/derived/sessionless";
import { siteHeader } from "@tradewind/blueprint/ground/browser-session";
import { apiSecurityHeaders } from "@tradewind/blueprint/ground/security-headers";

/**
 * Copies a browser's session from its cookie to the header that the API's authorizer reads. Refuses
 * changes that do not come from the shop's own pages.
 */
export function admitBrowser({
  method,
  uri,
  headers,
}: CloudFrontRequest): CloudFrontResultResponse | undefined {
  const header = (name: string) => (headers[name] ?? []).map(({ value }) => value);
  const admitted = admission({
    method,
    sessionless: sessionlessRoutes.includes(`${method} ${uri}`),
    header,
    origin: `https://${header(siteHeader)[0] ?? ""}`,
  });
  if (!admitted.pass) return refusal();
  if (admitted.authorization !== undefined)
    headers["authorization"] = [{ key: "Authorization", value: admitted.authorization }];
  return undefined;
}

function refusal(): CloudFrontResultResponse {
  const { status, headers, body } = refusalOf(apiSecurityHeaders, crypto.randomUUID());
  return {
    status: String(status),
    headers: Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, [{ key, value }]])),
    body,
  };
}
