import { describe, expect, it } from "vitest";
import { beaconShare, pageSignalled, sendBeacon } from "@tradewind/blueprint/areas/signals";
import { originOf, pathOf, withoutIds } from "../../packages/commerce/src/signals/addresses.ts";
import { violationsIn } from "../../packages/commerce/src/signals/violations.ts";

describe("the share of a beacon", () => {
  const events = [{ type: "view", path: "/" }];

  it("is from 0.0001 to 1, so that an event stands for 10,000 at most", () => {
    const taken = (share: number) => sendBeacon.body().safeParse({ share, events }).success;
    expect([0.0001, 0.5, 1].map(taken)).toEqual([true, true, true]);
    expect([-1, 0, 1e-320, 0.00009, 1.1].map(taken)).toEqual([false, false, false, false, false]);
  });

  it("may be kept by the server's least share, too", () => {
    const smallest = 0.0001 * 0.0001;
    expect("0.0001").toMatch(new RegExp(beaconShare.allowed.pattern));
    expect(pageSignalled.data().parse({ share: smallest, events })).toMatchObject({ share: smallest });
  });

  it("has a finite weight in an event", () => {
    expect(pageSignalled.data().safeParse({ share: 1e-320, events }).success).toBe(false);
  });
});

describe("a path of a signal", () => {
  it.each([
    ["/", "/"],
    ["/de/products/harbour-mug-330", "/de/products/harbour-mug-330"],
    ["/products/harbour-mug/", "/products/harbour-mug/"],
    ["/assets/app-BX3d9_.js", "/assets/app-BX3d9_.js"],
    ["/orders/ord_01KB2Z9QW40000000000000001", "/orders/{id}"],
    ["/orders/5b1f0c3e-7f4a-4a55-9d7e-2f6c0a1b9e10/returns", "/orders/{id}/returns"],
    ["/reset/eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "/reset/{id}"],
    ["/reset/0123456789abcdef0123456789abcdef", "/reset/{id}"],
    ["/unsubscribe/ada@example.com", "/unsubscribe/{id}"],
    ["/unsubscribe/ada%40example.com", "/unsubscribe/{id}"],
    ["/search/Ada%20Lovelace", "/search/{id}"],
  ])("%s becomes %s", (path, expected) => {
    expect(withoutIds(path)).toBe(expected);
  });

  it("is cut", () => {
    expect(withoutIds("/a".repeat(500))).toHaveLength(200);
  });

  it.each([
    ["https://shop.example/products/mug?email=ada@example.com#reviews", "/products/mug"],
    ["chrome-extension://abcdefghijklmnop/content.js", "chrome-extension:"],
    ["about", ""],
    ["", ""],
  ])("of the address %s is %j", (address, expected) => {
    expect(pathOf(address)).toBe(expected);
  });

  it.each([
    ["https://ada:secret@cdn.example:8443/widget.js?user=ada", "https://cdn.example:8443"],
    ["data:text/html,<p>Ada", "data:"],
    ["not an address", ""],
  ])("does not show in what %s has blocked: %j", (address, expected) => {
    expect(originOf(address)).toBe(expected);
  });
});

/** Chrome's report to `report-uri`. */
const legacy = {
  "document-uri": "https://shop.example/orders/ord_01KB2Z9QW40000000000000001?token=secret",
  referrer: "https://shop.example/search?q=ada",
  "violated-directive": "script-src-elem",
  "effective-directive": "script-src-elem",
  "original-policy": "default-src 'none'; script-src 'self'",
  disposition: "enforce",
  "blocked-uri": "inline",
  "line-number": 12,
  "source-file": "https://shop.example/assets/app.js?v=1",
  "status-code": 200,
  "script-sample": "alert('Ada')",
};

describe("a report of a violation", () => {
  it("to report-uri keeps only its known members", () => {
    expect(violationsIn({ "csp-report": legacy })).toEqual([
      {
        path: "/orders/{id}",
        directive: "script-src-elem",
        blocked: "inline",
        disposition: "enforce",
        source: "/assets/app.js",
        line: 12,
      },
    ]);
  });

  it("of an older browser names the directive beside its sources", () => {
    const { "effective-directive": _, ...older } = legacy;
    const report = { ...older, "violated-directive": "img-src 'self' data:" };
    expect(violationsIn({ "csp-report": report })[0]?.directive).toBe("img-src");
  });

  it("by the Reporting API keeps the sink of a trusted type and no sample", () => {
    const body = {
      documentURL: "https://shop.example/",
      effectiveDirective: "require-trusted-types-for",
      blockedURL: "trusted-types-sink",
      disposition: "report",
      sourceFile: null,
      lineNumber: 3,
      columnNumber: 0,
      sample: "Element innerHTML|<b>Ada Lovelace</b>",
    };
    expect(violationsIn([{ type: "csp-violation", age: 1, body }])).toEqual([
      {
        path: "/",
        directive: "require-trusted-types-for",
        blocked: "trusted-types-sink",
        disposition: "report",
        line: 3,
        sink: "Element innerHTML",
      },
    ]);
  });

  it("of another kind, without a body or with a directive that is none is left out", () => {
    const body = { effectiveDirective: "<script>" };
    expect(
      violationsIn([
        { type: "deprecation", body: { effectiveDirective: "img-src" } },
        { type: "csp-violation" },
        { type: "csp-violation", body },
      ]),
    ).toEqual([]);
  });

  it("is one of at most 20", () => {
    const body = { effectiveDirective: "img-src", blockedURL: "https://cdn.example/a.png" };
    expect(violationsIn(Array.from({ length: 50 }, () => ({ type: "csp-violation", body })))).toHaveLength(
      20,
    );
  });
});
