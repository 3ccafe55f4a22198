import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { Shop } from "@tradewind/dev";
import type { InProcessHandler } from "@tradewind/local-cloud";

/**
 * `fetch` without sockets for the API of a shop. The shop's clock knows of each request, so no time
 * passes while one is on its way, and a run is repeatable.
 */
export function inProcessFetch(shop: Shop): typeof fetch {
  const cloud = shop.cloud.requestHandler();
  return (input, init = {}) => {
    // The authorizer fetches the keys of the user pool from the cloud.
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== shop.url) return fetchKeys(cloud, url);
    return shop.cloud.kernel.activity.track(async () => {
      const { method = "GET", headers = {}, body } = init;
      const {
        status,
        headers: answered,
        body: bytes,
      } = await shop.answer({
        method,
        target: url.pathname + url.search,
        rawHeaders: [...new Headers(headers)].flat(),
        ...(typeof body === "string" && { body: Buffer.from(body) }),
        sourceIp: "127.0.0.1",
      });
      const pairs = Object.entries(answered).flatMap(([name, value]) =>
        [value].flat().map((one): [string, string] => [name, one]),
      );
      return new Response([204, 304].includes(status) ? null : bytes, { status, headers: pairs });
    });
  };
}

async function fetchKeys(cloud: InProcessHandler, { pathname }: URL): Promise<Response> {
  const { response } = await cloud.handle({ method: "GET", path: pathname, headers: {} });
  return new Response(await text(response.body as Readable), { status: response.statusCode });
}
