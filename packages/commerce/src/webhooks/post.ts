import { lookup } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { mayConnect, type Targets } from "./target.ts";

const TIMEOUT_MS = 10_000;

/** DNS lookup that refuses a name if we may not connect to any one of its addresses. */
const publicLookup =
  (url: URL, targets: Targets): LookupFunction =>
  (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, "");
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => mayConnect(url, address, targets)))
        return done(
          Object.assign(new Error(`${hostname} is not a public host.`), { code: "NOT_PUBLIC" }),
          "",
        );
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  };

/**
 * Posts JSON.
 * @returns the status; a redirect is an answer like any other and is not followed
 * @throws Error when there is no answer within 10 seconds
 */
export function post(
  url: URL,
  targets: Targets,
  headers: Record<string, string>,
  body: string,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const options = {
    method: "POST",
    headers: {
      ...headers,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "user-agent": "Tradewind",
    },
    agent: false,
    lookup: publicLookup(url, targets),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  };
  const request = (url.protocol === "http:" ? requestHttp : requestHttps)(url, options, (response) => {
    // The rest of the answer does not matter, and may be long.
    resolve(response.statusCode ?? 0);
    response.destroy();
  });
  request.on("error", reject);
  request.end(body);
  return promise;
}
