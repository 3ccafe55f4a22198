/** Signals of the shop's pages: what they measure, what visitors do, and what browsers refuse. */

import * as z from "zod/mini";
import { BEACON_KB, CSP_REPORTS_KB, signalsThrottle } from "../ground/limits.ts";
import { beaconPath, cspReportsPath, signalsBus } from "../ground/signals.ts";
import { defineEvent, defineRoute, JSON_BODY } from "../language/define.ts";
import type { SettingDefinition } from "../language/resources.ts";
import { named, productId, quantity, sku } from "../language/schema.ts";

/** The share of the beacons that the server keeps. Pages sample besides. */
export const beaconShare = {
  kind: "setting",
  name: "BeaconShare",
  value: "1",
  allowed: { pattern: "^(0|1|0\\.\\d{1,4})$", words: "a share from 0 to 1, with at most four decimals" },
} as const satisfies SettingDefinition;

/** The least share of pages, and that of the server above 0. */
const LEAST_SHARE = 0.0001;
const MOST_EVENTS = 20;
const LONGEST_PATH = 200;
const LONGEST_VITAL_MS = 600_000;

const pagePath = () =>
  z
    .string()
    .check(
      z.regex(/^\/[^?#\s]*$/, "Expected a path without query and fragment"),
      z.maxLength(LONGEST_PATH),
      z.describe("Path of the page, without its query."),
    );

/** Core Web Vitals and the two times before them: https://web.dev/articles/vitals */
const webVitalName = /* @__PURE__ */ named("WebVitalName", () =>
  z.enum(["CLS", "FCP", "INP", "LCP", "TTFB"]),
);
const checkoutStep = /* @__PURE__ */ named("CheckoutStep", () =>
  z.enum(["cart", "address", "delivery", "payment", "review"]),
);

const pageVital = /* @__PURE__ */ named("PageVital", () =>
  z.strictObject({
    type: z.literal("vital"),
    path: pagePath(),
    name: webVitalName(),
    value: z
      .number()
      .check(z.minimum(0), z.maximum(LONGEST_VITAL_MS), z.describe("Milliseconds; for CLS a score.")),
  }),
);
const pageView = /* @__PURE__ */ named("PageView", () =>
  z.strictObject({ type: z.literal("view"), path: pagePath(), product: z.optional(productId()) }),
);
const pageSearch = /* @__PURE__ */ named("PageSearch", () =>
  z.strictObject({
    type: z.literal("search"),
    path: pagePath(),
    results: z.int().check(z.minimum(0), z.maximum(1_000_000)),
  }),
);
const pageAdd = /* @__PURE__ */ named("PageAdd", () =>
  z.strictObject({ type: z.literal("add"), path: pagePath(), sku: sku(), quantity: quantity() }),
);
const pageCheckout = /* @__PURE__ */ named("PageCheckout", () =>
  z.strictObject({ type: z.literal("checkout"), path: pagePath(), step: checkoutStep() }),
);
const pagePurchase = /* @__PURE__ */ named("PagePurchase", () =>
  z.strictObject({ type: z.literal("purchase"), path: pagePath() }),
);

/** Free text, such as the words of a search, has no place in an event: it can be personal data. */
const pageEvent = /* @__PURE__ */ named("PageEvent", () =>
  z.discriminatedUnion("type", [
    pageVital(),
    pageView(),
    pageSearch(),
    pageAdd(),
    pageCheckout(),
    pagePurchase(),
  ]),
);

const share = (least: number) => z.number().check(z.minimum(least), z.maximum(1));
const pageEvents = () => z.array(pageEvent()).check(z.minLength(1), z.maxLength(MOST_EVENTS));
export type PageEvents = z.output<ReturnType<typeof pageEvents>>;

/**
 * One beacon. Each event stands for `1 / share` events. The share is that of the page times that
 * of the server.
 */
export const pageSignalled = /* @__PURE__ */ defineEvent("page.signalled", 1, () =>
  z.strictObject({ share: share(LEAST_SHARE * LEAST_SHARE), events: pageEvents() }),
);

/** Violations of the pages' content security policy. Texts are cut, and addresses have no query. */
export const pagePolicyViolated = /* @__PURE__ */ defineEvent("page.policy_violated", 1, () =>
  z.strictObject({ violations: z.array(policyViolation()) }),
);

const policyViolation = () =>
  z.strictObject({
    path: z.string().check(z.describe("Path of the page.")),
    directive: z.string(),
    blocked: z.string().check(z.describe("The origin or the scheme, or a word such as `inline`.")),
    disposition: z.enum(["enforce", "report"]),
    source: z.optional(z.string().check(z.describe("Path of the script."))),
    line: z.optional(z.int()),
    column: z.optional(z.int()),
    sink: z.optional(z.string().check(z.describe("The function that asked for a trusted type."))),
  });
export type PolicyViolation = z.output<ReturnType<typeof policyViolation>>;

/** Browsers differ in the members that they send and in those that they leave empty. */
const maybeText = () => z.nullish(z.string());
const maybeNumber = () => z.nullish(z.number());

/** https://www.w3.org/TR/CSP3/#deprecated-serialize-violation */
const reportToUri = /* @__PURE__ */ named("CspReportToUri", () =>
  z.looseObject({
    "document-uri": maybeText(),
    "effective-directive": maybeText(),
    "violated-directive": maybeText(),
    "blocked-uri": maybeText(),
    disposition: maybeText(),
    "source-file": maybeText(),
    "line-number": maybeNumber(),
    "column-number": maybeNumber(),
    "script-sample": maybeText(),
  }),
);
const cspReport = /* @__PURE__ */ named("CspReport", () => z.looseObject({ "csp-report": reportToUri() }));

/** https://www.w3.org/TR/CSP3/#reporting */
const reportedViolation = /* @__PURE__ */ named("ReportedViolation", () =>
  z.looseObject({
    documentURL: maybeText(),
    effectiveDirective: maybeText(),
    blockedURL: maybeText(),
    disposition: maybeText(),
    sourceFile: maybeText(),
    lineNumber: maybeNumber(),
    columnNumber: maybeNumber(),
    sample: maybeText(),
  }),
);
const browserReport = /* @__PURE__ */ named("BrowserReport", () =>
  z.looseObject({
    type: z.string().check(z.describe("Only `csp-violation` is kept.")),
    body: z.optional(reportedViolation()),
  }),
);

const cspReports = () => z.union([cspReport(), z.array(browserReport())]);
export type ReportedViolation = z.output<ReturnType<typeof reportedViolation>>;
export type CspReports = z.output<ReturnType<typeof cspReports>>;

const signalRoute = {
  method: "POST",
  auth: "none",
  sessionless: true,
  throttle: signalsThrottle,
  errors: [],
} as const;
const useBus = { resource: signalsBus, access: "publish" } as const;

export const sendBeacon = /* @__PURE__ */ defineRoute(signalRoute, {
  name: "SendBeacon",
  path: beaconPath,
  summary: "Report what a page measured and what its visitor did",
  description:
    "For `navigator.sendBeacon`. Takes no cookie and no personal data; ids in paths are left out. The server keeps a share of the beacons.",
  handler: "functions/signals/send-beacon.handler",
  uses: [useBus, { resource: beaconShare, access: "read" }],
  // A beacon whose data is a string is sent as text.
  bodyTypes: [JSON_BODY, "text/plain"],
  largestBodyKb: BEACON_KB,
  body: () =>
    z.strictObject({
      share: z
        ._default(share(LEAST_SHARE), 1)
        .check(z.describe("The share of visits in which the page sends.")),
      events: pageEvents(),
    }),
  responses: { 204: { description: "The events are accepted." } },
});

export const reportCspViolations = /* @__PURE__ */ defineRoute(signalRoute, {
  name: "ReportCspViolations",
  path: cspReportsPath,
  summary: "Report violations of the pages' content security policy",
  description:
    "For browsers, by `report-to` and `report-uri`. Keeps the directive, what was blocked, and where, without queries and samples of code.",
  handler: "functions/signals/report-csp-violations.handler",
  uses: [useBus],
  bodyTypes: ["application/reports+json", "application/csp-report"],
  largestBodyKb: CSP_REPORTS_KB,
  body: cspReports,
  responses: { 204: { description: "The reports are accepted." } },
});

export const signalEvents = [pageSignalled, pagePolicyViolated];
export const signalRoutes = [sendBeacon, reportCspViolations];
