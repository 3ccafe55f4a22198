import type { LinkProperties } from "@tradewind/blueprint/define";
import { assets } from "@tradewind/blueprint/storage";
import type { GatewayRequest, GatewayResponse, LocalCloud } from "@tradewind/local-cloud";
import type { Links } from "./links.ts";

export type LocalPages = (request: GatewayRequest) => Promise<GatewayResponse> | GatewayResponse | undefined;

const IMAGES = "/images/";
const OUTBOX = "/_local/outbox";

/**
 * What the shop serves beside its API: pictures, which CloudFront serves in AWS, and the mail that customers got, since
 * no mail leaves a laptop.
 */
export function localPages(cloud: LocalCloud, links: Links): LocalPages {
  const { name: bucket } = links.get(assets.name) as LinkProperties["bucket"];
  return (request) => {
    const { target } = request;
    if (target.startsWith(IMAGES)) return picture(cloud, bucket, request);
    if (target === OUTBOX && request.method === "GET") return outbox(cloud);
    return undefined;
  };
}

async function picture(cloud: LocalCloud, bucket: string, { method, target, rawHeaders }: GatewayRequest) {
  const [path = ""] = target.split("?", 1);
  if (method !== "GET" && method !== "HEAD") return notFound();
  const headers: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? "").toLowerCase();
    if (name === "if-none-match") headers[name] = rawHeaders[index + 1] ?? "";
  }
  const response = await cloud.handle({
    method,
    path: `/${bucket}/${path.slice(IMAGES.length)}`,
    query: new URLSearchParams(),
    headers,
    body: Buffer.alloc(0),
  });
  if (response.status === 304) return { ...response, body: "" };
  return response.status === 200 ? response : notFound();
}

function outbox(cloud: LocalCloud): GatewayResponse {
  const items = cloud.ses.messages().map(({ at, ...mail }) => ({ ...mail, at: new Date(at).toISOString() }));
  return {
    status: 200,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify({ items }),
  };
}

function notFound(): GatewayResponse {
  return { status: 404, headers: { "content-type": "text/plain" }, body: "There is no such picture.\n" };
}
