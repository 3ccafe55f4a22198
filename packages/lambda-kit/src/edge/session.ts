import { sessionCookie } from "@tradewind/blueprint/edge";
import type { CloudFrontRequest } from "aws-lambda";

/** Access tokens are JSON Web Tokens: three parts in base64url. */
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Copies a browser's session from its cookie to the header that the API's authorizer reads. A header that a client sent itself
 * stays. Two cookies of the name are a toss-up between the visitor's and somebody else's: neither counts.
 */
export function authorizeBySession({ headers }: CloudFrontRequest): void {
  if (headers["authorization"]) return;
  const tokens = (headers["cookie"] ?? [])
    .flatMap(({ value }) => value.split(";"))
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie.startsWith(`${sessionCookie}=`))
    .map((cookie) => cookie.slice(sessionCookie.length + 1));
  const [token] = tokens;
  if (tokens.length !== 1 || token === undefined || !TOKEN.test(token)) return;
  headers["authorization"] = [{ key: "Authorization", value: `Bearer ${token}` }];
}
