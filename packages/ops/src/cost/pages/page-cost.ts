/** The cost of a million views of the shop's pages, from counted requests and stated visitors. */
import { blueprint } from "@tradewind/blueprint";
import type { Stage } from "@tradewind/blueprint/language/stage";
import { unitsOf } from "@tradewind/local-cloud";
import type { CountedRequest, RequestKind } from "../../metering/counting-edge.ts";
import { type CountedPages, type PageView, pageNames, type ViewKind } from "../../metering/page-views.ts";
import { summed, times, type Usage } from "../../metering/usage.ts";
import { receiptOf } from "../receipt.ts";
import { ACCESS_LOG_KB, additionPrices, LOG_KB } from "../stage-additions.ts";
import { cdnPrices } from "./cdn-prices.ts";
import { EDGE_MS, HEADER_BYTES, STATED_VIEWS, type StatedViews } from "./stated-views.ts";

/** Most dollars for a million views, without the firewall. */
export const MOST_DOLLARS = 15;

export interface PageCostLine {
  what: string;
  /** Units a view. */
  count: number;
  dollarsPerMillion: number;
}

/** The traffic of an average view. */
interface Traffic {
  requests: Readonly<Record<RequestKind, number>>;
  kilobytes: Readonly<Record<RequestKind, number>>;
  /** Requests outside of the files' paths. A CloudFront Function runs before them. */
  beyondFiles: number;
  /** The calls behind the requests to the API. */
  usage: readonly Usage[];
}

export interface PageCost {
  traffic: Traffic;
  lines: PageCostLine[];
  /** Lines that differ by stage, as for orders: logs and the firewall. */
  besides: PageCostLine[];
  /** The sum of `lines`. */
  dollars: number;
  met: boolean;
}

const viewKinds = ["first", "again", "within"] as const satisfies ViewKind[];
const requestKinds = ["page", "later", "file", "picture", "api"] as const satisfies RequestKind[];

/** Files of these buckets have a path of their own at CloudFront, without a function. */
const plainPaths = blueprint.buckets.flatMap(({ servedAt }: { servedAt?: string }) =>
  servedAt === undefined ? [] : [servedAt.replace("*", "")],
);

export function pageCostOf(
  stage: Stage,
  { views, written, beacon }: CountedPages,
  stated: StatedViews = STATED_VIEWS,
): PageCost {
  const traffic = trafficOf([
    ...pageNames.flatMap((page) =>
      viewKinds.map((kind) => ({ view: views[page][kind], share: stated.pages[page] * stated.kinds[kind] })),
    ),
    { view: beacon, share: stated.beacons },
  ]);
  const { requests, beyondFiles } = traffic;
  const documents = requests.page + requests.later;
  const past = { pages: documents * (1 - stated.atEdge.pages), files: 1 - stated.atEdge.files };
  const rendered = past.pages * stated.rendered;
  const writing = summed(pageNames.flatMap((page) => times(written[page], stated.pages[page])));
  const ours = traffic.usage.filter(({ service }) => service !== "wafv2");
  const logged =
    LOG_KB[stage.logLevel] * (unitsOf(ours, "invocations") + rendered) + ACCESS_LOG_KB * requests.api;
  const lines = [
    ...requestKinds.map((kind) => delivery(kind, traffic)),
    line("functions of CloudFront", beyondFiles, cdnPrices.function.dollarsPerMillion),
    line("edge function before the API", requests.api, edgeFunctionDollars()),
    line("reads of the buckets", past.pages + (requests.file + requests.picture) * past.files, readDollars()),
    line("pages written by the renderer", rendered, dollarsOf(writing)),
    line("API Gateway, functions and reads of the API", requests.api, dollarsOf(ours) / requests.api),
  ];
  const dollars = lines.reduce((sum, { dollarsPerMillion }) => sum + dollarsPerMillion, 0);
  return {
    traffic,
    lines,
    besides: [
      line(`KB of logs at ${stage.logLevel}`, logged, additionPrices.logKilobyte.dollarsPerMillion),
      ...(stage.firewall ? firewallOf(traffic) : []),
    ],
    dollars,
    met: dollars <= MOST_DOLLARS,
  };
}

function trafficOf(views: readonly { view: PageView; share: number }[]): Traffic {
  const perView = (of: (request: CountedRequest) => number) =>
    views.reduce(
      (sum, { view, share }) => sum + share * view.requests.reduce((all, one) => all + of(one), 0),
      0,
    );
  const byKind = (of: (request: CountedRequest) => number) => {
    const entries = requestKinds.map((kind) => [kind, perView((one) => (one.kind === kind ? of(one) : 0))]);
    return Object.fromEntries(entries) as Record<RequestKind, number>;
  };
  return {
    requests: byKind(() => 1),
    kilobytes: byKind(({ bytes }) => (bytes + HEADER_BYTES) / 1000),
    beyondFiles: perView(({ target }) => (plainPaths.some((path) => target.startsWith(path)) ? 0 : 1)),
    usage: summed(views.flatMap(({ view, share }) => times(view.usage, share))),
  };
}

const NAMES = {
  page: "documents",
  later: "documents that the service worker keeps",
  file: "scripts and icons",
  picture: "pictures",
  api: "answers of the API",
};

function delivery(kind: RequestKind, { requests, kilobytes }: Traffic): PageCostLine {
  const dollarsPerMillion =
    requests[kind] * cdnPrices.request.dollarsPerMillion +
    kilobytes[kind] * cdnPrices.kilobyte.dollarsPerMillion;
  const what = `${NAMES[kind]} at CloudFront, ${kilobytes[kind].toFixed(1)} KB a view`;
  return { what, count: requests[kind], dollarsPerMillion };
}

/** CloudFront's firewall inspects all requests, and that of the API what goes on to it. */
function firewallOf({ requests, beyondFiles, usage }: Traffic): PageCostLine[] {
  const all = requestKinds.reduce((sum, kind) => sum + requests[kind], 0);
  const atApi = unitsOf(
    usage.filter(({ service }) => service === "wafv2"),
    "requests",
  );
  const { inspection, botControl } = additionPrices;
  return [
    line("requests inspected before CloudFront", all, inspection.dollarsPerMillion),
    line("requests inspected before the API", atApi, inspection.dollarsPerMillion),
    line("requests outside of the files under Bot Control", beyondFiles, botControl.dollarsPerMillion),
    line("requests under Bot Control before the API", atApi, botControl.dollarsPerMillion),
  ];
}

const line = (what: string, count: number, each: number): PageCostLine => ({
  what,
  count,
  dollarsPerMillion: count === 0 ? 0 : count * each,
});

function edgeFunctionDollars(): number {
  const { edgeFunction, edgeGbSecond } = cdnPrices;
  return blueprint.edgeFunctions
    .filter(({ behavior }) => behavior === "api")
    .reduce(
      (sum, { memoryMb }) =>
        sum +
        edgeFunction.dollarsPerMillion +
        (EDGE_MS / 1000) * (memoryMb / 1024) * edgeGbSecond.dollarsPerMillion,
      0,
    );
}

const readDollars = () =>
  dollarsOf([{ service: "s3", operation: "GetObject", caller: undefined, calls: 1, units: { requests: 1 } }]);

const dollarsOf = (usage: readonly Usage[]): number =>
  receiptOf(usage).reduce((sum, { dollarsPerMillion }) => sum + dollarsPerMillion, 0);
