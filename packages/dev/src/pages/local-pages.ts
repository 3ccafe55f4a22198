import type { Blueprint } from "@tradewind/blueprint";
import { bucketServedAt } from "@tradewind/blueprint/derived/buckets";
import type { GatewayRequest, GatewayResponse, LocalCloud } from "@tradewind/local-cloud";
import { type Links, linkOf } from "../runtime/links.ts";
import { apiDocs } from "./api-docs.ts";
import { headerOf } from "./header-of.ts";
import { outboxPage } from "./outbox-page.ts";
import type { keepReceipts } from "./receipts.ts";
import { signInPage } from "./sign-in-page.ts";

export type LocalPages = (request: GatewayRequest) => Promise<GatewayResponse> | GatewayResponse | undefined;

const IMAGES = "/images/";
const OUTBOX = "/_local/outbox";
const SIGN_IN = "/_local/sign-in";
const TOTP = "/_local/totp?";
const ENVIRONMENT = "/_local/environment";
const RECEIPT = "/_local/receipts/";

/**
 * Pages that a local shop serves beside its API:
 * - pictures, which CloudFront serves in AWS;
 * - the description of the API;
 * - the mails to customers, since no mail leaves a laptop;
 * - a sign-in page and the codes of the accounts' authenticators, since a newcomer has none;
 * - the environment of the functions, and the calls that a request has caused, which `npm run ops`
 *   reads.
 */
export function localPages(
  blueprint: Blueprint,
  cloud: LocalCloud,
  links: Links,
  environment: Readonly<Record<string, string>>,
  receiptOf?: ReturnType<typeof keepReceipts>,
): LocalPages {
  const pool = linkOf(links, blueprint.userPools[0]);
  const { name: bucket } = linkOf(links, bucketServedAt(blueprint, `${IMAGES}*`));
  return (request) => {
    const { target } = request;
    if (target.startsWith(IMAGES)) return picture(cloud, bucket, request);
    if (target === OUTBOX && request.method === "GET") return outbox(cloud, request);
    if (target === SIGN_IN && request.method === "GET") return html(signInPage());
    if (target === ENVIRONMENT && request.method === "GET") return json(environment);
    if (receiptOf && target.startsWith(RECEIPT) && request.method === "GET")
      return json({ items: receiptOf(target.slice(RECEIPT.length)) ?? [] });
    if (target.startsWith(TOTP) && request.method === "GET") return totp(cloud, pool.id, target);
    return request.method === "GET" ? apiDocs(target) : undefined;
  };
}

async function picture(cloud: LocalCloud, bucket: string, { method, target, rawHeaders }: GatewayRequest) {
  const [path = ""] = target.split("?", 1);
  if (method !== "GET" && method !== "HEAD") return notFound();
  const etag = headerOf(rawHeaders, "if-none-match");
  const response = await cloud.handle({
    method,
    path: `/${bucket}/${path.slice(IMAGES.length)}`,
    query: new URLSearchParams(),
    headers: etag === undefined ? {} : { "if-none-match": etag },
    body: Buffer.alloc(0),
  });
  if (response.status === 304) return { ...response, body: "" };
  return response.status === 200 ? response : notFound();
}

/** The code that the account's next sign-in would accept. */
function totp(cloud: LocalCloud, poolId: string, target: string): GatewayResponse {
  const email = new URLSearchParams(target.slice(TOTP.length)).get("email") ?? "";
  try {
    const code = cloud.cognito.totpCode(poolId, email);
    return code === undefined ? notFound("authenticator") : json({ code });
  } catch {
    return notFound("account");
  }
}

/** Answers browsers with a page and other clients with JSON. */
function outbox(cloud: LocalCloud, { rawHeaders }: GatewayRequest): GatewayResponse {
  const mails = cloud.ses.messages();
  if (!headerOf(rawHeaders, "accept")?.includes("text/html"))
    return json({ items: mails.map(({ at, ...mail }) => ({ ...mail, at: new Date(at).toISOString() })) });
  return html(outboxPage(mails));
}

function html(body: string): GatewayResponse {
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
  return { status: 200, headers, body };
}

function json(body: object): GatewayResponse {
  const headers = { "content-type": "application/json", "cache-control": "no-store" };
  return { status: 200, headers, body: JSON.stringify(body) };
}

function notFound(what = "picture"): GatewayResponse {
  return { status: 404, headers: { "content-type": "text/plain" }, body: `There is no such ${what}.\n` };
}
