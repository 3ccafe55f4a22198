import type { CloudFrontRequest, CloudFrontRequestEvent } from "aws-lambda";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accessCookie, refreshCookie } from "@tradewind/blueprint/ground/browser-session";
import { handler as normalizeApiRequest } from "../../functions/edge/normalize-api-request.ts";
import { normalizeQuery } from "../../packages/lambda-kit/src/edge/query.ts";
import { localeOf } from "../../packages/lambda-kit/src/edge/viewer.ts";

/**
 * An event of CloudFront:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html#example-origin-request
 */
function originRequest(
  headers: Record<string, string | string[]> = {},
  querystring = "",
  method = "GET",
  uri = "/products",
): CloudFrontRequestEvent {
  const given = {
    "X-Forwarded-For": "203.0.113.178",
    "User-Agent": "Amazon CloudFront",
    Via: "2.0 2afae0d44e2540f472c0635ab62c232b.cloudfront.net (CloudFront)",
    Host: "api.example.org",
    "Cache-Control": "no-cache",
    ...headers,
  };
  return {
    Records: [
      {
        cf: {
          config: {
            distributionDomainName: "d111111abcdef8.cloudfront.net",
            distributionId: "EDFDVBD6EXAMPLE",
            eventType: "origin-request",
            requestId: "4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ==",
          },
          request: {
            clientIp: "203.0.113.178",
            headers: Object.fromEntries(
              Object.entries(given).map(([key, values]) => [
                key.toLowerCase(),
                [values].flat().map((value) => ({ key, value })),
              ]),
            ),
            method,
            origin: {
              custom: {
                customHeaders: {},
                domainName: "example.org",
                keepaliveTimeout: 5,
                path: "",
                port: 443,
                protocol: "https",
                readTimeout: 30,
                sslProtocols: ["TLSv1.2"],
              },
            },
            querystring,
            uri,
          },
        },
      },
    ],
  };
}

async function run(...given: Parameters<typeof originRequest>) {
  const request = (await normalizeApiRequest(originRequest(...given))) as CloudFrontRequest;
  const header = (name: string) => request.headers[name]?.map(({ value }) => value).join(", ");
  return { request, header };
}

describe("a query at the edge", () => {
  it.each([
    ["limit=3&category=kitchen", "category=kitchen&limit=3"],
    ["utm_source=mail&category=kitchen&gclid=x&fbclid=y", "category=kitchen"],
    ["UTM_Campaign=spring&limit=3", "limit=3"],
    ["size=L&size=M&colour=red", "colour=red&size=L&size=M"],
    ["q=rock+%27n%27+roll", "q=rock%20'n'%20roll"],
    ["q=caf%c3%a9&&limit=", "limit&q=caf%C3%A9"],
    ["q=100%&a=1", "a=1&q=100%"],
    ["utm_medium=mail", ""],
    ["", ""],
  ])("%s becomes %s", (query, expected) => {
    expect(normalizeQuery(query)).toBe(expected);
  });

  const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("utm_source", "%", "+", "%2", "a b"));
  const encoded = text.map((value) => value.replaceAll(/[&=]/g, ""));
  const pair = fc.tuple(encoded, encoded).map(([name, value]) => `${name}=${value}`);

  it("is the same when it is normalised again", () => {
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const once = normalizeQuery(pairs.join("&"));
        expect(normalizeQuery(once)).toBe(once);
      }),
    );
  });

  it("is the same for all orders of its parameters", () => {
    const pairs = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,8}$/), fc.webFragments()), {
      selector: ([name]) => name,
    });
    const shuffled = pairs.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );
    const query = (given: [string, string][]) =>
      given.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(normalizeQuery(query(other))).toBe(normalizeQuery(query(one)));
      }),
    );
  });

  it("keeps the visitor's parameters, except for tracking", () => {
    const pairs = fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,8}$/), fc.string()));
    const sorted = (from: Iterable<[string, string]>) =>
      [...from].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    fc.assert(
      fc.property(pairs, (given) => {
        const sent = new URLSearchParams(given);
        expect(sorted(new URLSearchParams(normalizeQuery(sent.toString())))).toEqual(sorted(sent));
      }),
    );
  });
});

describe("the edge's description of a visitor", () => {
  it.each([
    [{}, "desktop"],
    [{ "CloudFront-Is-Mobile-Viewer": "true" }, "mobile"],
    [{ "CloudFront-Is-Mobile-Viewer": "true", "CloudFront-Is-Tablet-Viewer": "true" }, "tablet"],
    [{ "CloudFront-Is-SmartTV-Viewer": "true" }, "tv"],
  ])("%o is a %s", async (headers, device) => {
    expect((await run(headers)).header("x-viewer-device")).toBe(device);
  });

  it.each([
    ["GB", "GB"],
    ["gb", "GB"],
    ["", "ZZ"],
  ])("the country %s is %s", async (country, expected) => {
    const { header } = await run({ "CloudFront-Viewer-Country": country });
    expect(header("x-viewer-country")).toBe(expected);
  });

  it.each([
    ["de-AT,de;q=0.9,en;q=0.5", "de"],
    ["pt, fr;q=0.3, es;q=0.7", "es"],
    ["en;q=0, fr;q=0.1", "fr"],
    ["*", "en"],
    ["xx;q=nonsense", "en"],
    ["", "en"],
  ])("the languages %s give the locale %s", (acceptLanguage, locale) => {
    expect(localeOf(acceptLanguage)).toBe(locale);
  });

  it("ignores the client's own headers", async () => {
    const { request } = await run({
      "X-Viewer-Country": ["US", "GB"],
      "CloudFront-Viewer-Country": "FR",
    });
    expect(request.headers["x-viewer-country"]).toEqual([{ key: "x-viewer-country", value: "FR" }]);
  });
});

describe("a browser's session at the edge", () => {
  const token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln-_";
  const cookie = `${accessCookie}=${token}`;

  it("is copied to the header that the API reads", async () => {
    const { request, header } = await run({ Cookie: `theme=dark; ${cookie}; a=b` });
    expect(request.headers["authorization"]).toEqual([{ key: "Authorization", value: `Bearer ${token}` }]);
    expect(header("cookie")).toContain(cookie);
  });

  it("does not replace a header that the client sent", async () => {
    const { header } = await run({ Cookie: cookie, Authorization: "Bearer own" });
    expect(header("authorization")).toBe("Bearer own");
  });

  it.each<[string, string | string[]]>([
    ["one that is no token", `${accessCookie}=x y; a=b`],
    ["one of a similar name", `x${cookie}`],
    ["one whose prefix promises nothing", cookie.replace("__Host", "__host")],
    ["one without the prefix", `session=${token}`],
    ["an empty one", `${accessCookie}=`],
  ])("counts for nothing: %s", async (_what, value) => {
    const { header } = await run({ Cookie: value });
    expect(header("authorization")).toBeUndefined();
  });

  const own = { "X-Forwarded-Host": "shop.example", Origin: "https://shop.example" };
  const ours = { ...own, "X-Tradewind-Client": "browser" };
  const answer = async (method: string, headers: Record<string, string | string[]>) => {
    const answered = await normalizeApiRequest(originRequest(headers, "", method));
    return "status" in answered ? answered : undefined;
  };

  it.each<[string, string, Record<string, string | string[]>]>([
    ["of another site", "POST", { ...ours, Cookie: cookie, Origin: "https://evil.example" }],
    ["of a subdomain", "DELETE", { ...ours, Cookie: cookie, Origin: "https://blog.shop.example" }],
    ["over plain HTTP", "POST", { ...ours, Cookie: cookie, Origin: "http://shop.example" }],
    ["of a sandboxed page", "PUT", { ...ours, Cookie: cookie, Origin: "null" }],
    ["of a form, without the header", "POST", { ...own, Cookie: cookie }],
    ["without an origin", "PATCH", { "X-Tradewind-Client": "browser", Cookie: cookie }],
    ["with a guest's cart alone", "POST", { ...own, Cookie: "__Host-cart=x" }],
    ["even a look, with two carts", "GET", { Cookie: "__Host-cart=x; __Host-cart=y" }],
    ["with a refresh token alone", "POST", { ...own, Cookie: `${refreshCookie}=x` }],
    ["that signs somebody else in", "POST", { ...ours, Origin: "https://evil.example" }],
    ["with two sessions, of which one was tossed in", "POST", { ...ours, Cookie: `${cookie}; ${cookie}x` }],
    ["even a look, with two sessions", "GET", { Cookie: [cookie, `${accessCookie}=a.b.c`] }],
  ])("is refused with a change %s", async (_what, method, headers) => {
    const refused = await answer(method, headers);
    expect(refused?.status).toBe("403");
    expect(JSON.parse(refused?.body ?? "")).toMatchObject({ status: 403, code: "auth.cross_site" });
  });

  it.each([
    ["POST", "/beacon", false],
    ["POST", "/csp-reports", false],
    ["PUT", "/beacon", true],
    ["POST", "/beacon/", true],
    ["POST", "/beacon/../cart/items", true],
    ["POST", "/%62eacon", true],
    ["POST", "/cart/items", true],
  ])("is not needed where none is taken: %s %s is refused: %s", async (method, uri, refused) => {
    const twice = `${cookie}; ${cookie}x`;
    const event = originRequest({ ...own, Cookie: twice, "X-Tradewind-Client": "x" }, "", method, uri);
    const answered = await normalizeApiRequest(event);
    expect("status" in answered).toBe(refused);
    if (!("status" in answered)) expect(answered.headers["authorization"]).toBeUndefined();
  });

  it("may change data from the shop's own pages and read from any page", async () => {
    expect(await answer("POST", { ...ours, Cookie: cookie })).toBeUndefined();
    expect(await answer("POST", ours)).toBeUndefined();
    expect(await answer("GET", { Cookie: cookie, Origin: "https://evil.example" })).toBeUndefined();
    expect(await answer("POST", { Authorization: "Bearer own", Cookie: "theme=dark" })).toBeUndefined();
  });
});

it("the edge changes nothing else in a request, and a second pass changes nothing", async () => {
  const headers = { Cookie: `${accessCookie}=a.b.c`, "Accept-Language": "de" };
  const event = originRequest(headers, "b=1&a=2");
  const sent = structuredClone(event.Records[0]?.cf.request);
  const once = structuredClone((await normalizeApiRequest(event)) as CloudFrontRequest);
  for (const [name, values] of Object.entries(sent?.headers ?? {}))
    expect(once.headers[name]).toEqual(values);
  expect({ ...once, headers: {}, querystring: "" }).toEqual({ ...sent, headers: {}, querystring: "" });
  expect(await normalizeApiRequest(event)).toEqual(once);
});
