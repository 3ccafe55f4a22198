/** The cost of a million views, as lines for a person. */
import type { Stage } from "@tradewind/blueprint/language/stage";
import { type CountedPages, pageNames } from "../../metering/page-views.ts";
import { pricesOf } from "../receipt.ts";
import { cdnPrices } from "./cdn-prices.ts";
import { MOST_DOLLARS, type PageCostLine, pageCostOf } from "./page-cost.ts";
import { EDGE_MS, HEADER_BYTES, PHOTOGRAPH_BYTES, STATED_VIEWS } from "./stated-views.ts";

export function pageCostLines(stage: Stage, counted: CountedPages): string[] {
  const { traffic, lines, besides, dollars, met } = pageCostOf(stage, counted);
  const { pages, kinds, atEdge, rendered, beacons } = STATED_VIEWS;
  const photographs =
    dollars +
    (traffic.requests.picture * (PHOTOGRAPH_BYTES / 1000) - traffic.kilobytes.picture) *
      cdnPrices.kilobyte.dollarsPerMillion;
  return [
    `A view of the shop's pages on the stage ${stage.name}, counted on a phone of this machine; dollars a million views`,
    `at the prices of ${pricesOf()}; those of CloudFront by their own dates. The free tier is not used.`,
    "",
    "Counted: requests and KB, compressed. A visitor scrolls each page to its end.",
    ...pageNames.flatMap((page) => viewLines(page, counted)),
    "",
    "Stated:",
    `  pages           ${shares(pages)}`,
    `  views           ${shares(kinds)}`,
    `  edges answer    ${percent(atEdge.pages)} of the documents, ${percent(atEdge.files)} of files and pictures`,
    `  the renderer    writes ${percent(rendered)} of the documents past the edge; the bucket has the others`,
    `  beacons         from ${percent(beacons)} of the views`,
    `  each answer     ${HEADER_BYTES} bytes of headers; each request to the API ${EDGE_MS} ms at the edge, past the stage cache`,
    "",
    "    a view   dollars",
    ...lines.map(costLine),
    `${" ".repeat(10)}${money(dollars)}  in total, at most ${MOST_DOLLARS}: ${met ? "met" : "NOT MET"}`,
    "",
    `Besides, on the stage ${stage.name}${stage.firewall ? "" : ", which has no firewall"}:`,
    ...besides.map(costLine),
    "",
    `The pictures are the drawings of the sample catalog. With photographs of ${PHOTOGRAPH_BYTES / 1000} KB the total is ${photographs.toFixed(2)}.`,
    ...Object.values(cdnPrices).map(
      ({ billed, dollarsPerMillion, source, date, basis }) =>
        `  $${dollarsPerMillion} a million x ${billed}, ${basis === "page" ? "read on" : "from memory,"} ${date}: ${source}`,
    ),
  ];
}

function viewLines(page: (typeof pageNames)[number], { views }: CountedPages): string[] {
  return Object.entries(views[page]).map(([kind, { requests }]) => {
    const kilobytes = requests.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
    const of = (wanted: string) => requests.filter((one) => one.kind === wanted).length;
    const parts = `documents ${of("page")}, kept for later ${of("later")}, files ${of("file")}, pictures ${of("picture")}, API ${of("api")}`;
    const name = `${page}, ${kind}`.padEnd(18);
    return `  ${name}${String(requests.length).padStart(3)} requests ${kilobytes.toFixed(1).padStart(7)} KB: ${parts}`;
  });
}

const costLine = ({ what, count, dollarsPerMillion }: PageCostLine) =>
  `${count.toFixed(3).padStart(10)}${money(dollarsPerMillion)}  ${what}`;

const money = (dollars: number) => dollars.toFixed(2).padStart(10);
const percent = (share: number) => `${Math.round(share * 100)} %`;
const shares = (parts: Readonly<Record<string, number>>) =>
  Object.entries(parts)
    .map(([name, share]) => `${name} ${percent(share)}`)
    .join(", ");
