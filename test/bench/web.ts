import { type Browser, chromium, type Page } from "@playwright/test";
import { startShop } from "@tradewind/dev";
import { CHROMIUM } from "@tradewind/ops/metering/chromium";
import { PHONE } from "@tradewind/ops/metering/page-views";
import { atMost, say, type Target } from "./suite.ts";

const VISITS = 5;
/** Lighthouse's "mobile, slow 4G", applied while the page loads. */
const NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
};
const SLOWER_CPU = 4;
const MOST = { lcp: 1000, cls: 0.02, tbt: 150 };
/** Long tasks may follow the load. */
const SETTLED_MS = 1500;

/** Largest contentful paint and total blocking time in ms, the layout shift, and bytes. */
interface Visit {
  lcp: number;
  cls: number;
  tbt: number;
  bytes: number;
  requests: number;
}

/**
 * Runs in the browser, whose types this file does not have. The total blocking time counts what
 * tasks last beyond 50 ms after the first contentful paint: https://web.dev/articles/tbt
 */
const OBSERVER = `
  globalThis.seen = { lcp: 0, cls: 0 };
  let firstPaint = Infinity;
  const blockedAfterPaint = ({ startTime, duration }) =>
    Math.max(0, startTime + duration - Math.max(startTime, firstPaint) - 50);
  const tasks = [];
  const observe = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe("largest-contentful-paint", ({ startTime }) => { seen.lcp = startTime; });
  observe("layout-shift", ({ hadRecentInput, value }) => { if (!hadRecentInput) seen.cls += value; });
  observe("longtask", (task) => tasks.push(task));
  observe("paint", ({ name, startTime }) => {
    if (name === "first-contentful-paint") firstPaint = startTime;
  });
  globalThis.blocked = () => tasks.reduce((sum, task) => sum + blockedAfterPaint(task), 0);
`;

/** Opens pages on a throttled phone, and compares the medians with the targets. */
export async function webSuite(): Promise<Target[]> {
  say("\nPages on a throttled phone");
  if (CHROMIUM === "") {
    say("  Chromium is not installed.");
    return [];
  }
  const shop = await startShop({ throttling: false });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  const { items } = (await (await fetch(`${shop.url}/products?category=kitchen&limit=1`)).json()) as {
    items: { slug: string }[];
  };
  const targets: Target[] = [];
  for (const path of ["/", "/c/kitchen", `/p/${items[0]?.slug}`]) {
    await fetch(shop.url + path, { headers: { accept: "text/html" } });
    const visits: Visit[] = [];
    for (let made = 0; made < VISITS; made += 1) visits.push(await visit(browser, shop.url + path));
    const { lcp, cls, tbt, bytes, requests } = medianOf(visits);
    say(
      `  ${path}: LCP ${lcp.toFixed(0)} ms, TBT ${tbt.toFixed(0)} ms, CLS ${cls.toFixed(3)}, ${requests} requests, ${(bytes / 1000).toFixed(0)} KB`,
    );
    targets.push(atMost(`LCP of ${path}`, lcp, MOST.lcp), atMost(`TBT of ${path}`, tbt, MOST.tbt));
    targets.push({
      name: `CLS of ${path}`,
      measured: cls.toFixed(3),
      wanted: `at most ${MOST.cls}`,
      met: cls <= MOST.cls,
    });
  }
  await browser.close();
  await shop.stop();
  return targets;
}

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext(PHONE);
  const page: Page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  let bytes = 0;
  let requests = 0;
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", NETWORK);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER_CPU });
  await page.addInitScript(OBSERVER);
  await page.goto(url, { waitUntil: "networkidle" });
  await page.waitForTimeout(SETTLED_MS);
  const seen = await page.evaluate<Pick<Visit, "lcp" | "cls" | "tbt">>("({ ...seen, tbt: blocked() })");
  await context.close();
  return { ...seen, bytes, requests };
}

function medianOf(visits: readonly Visit[]): Visit {
  const middle = (value: (visit: Visit) => number) =>
    visits.map(value).toSorted((a, b) => a - b)[Math.floor(visits.length / 2)] ?? 0;
  return {
    lcp: middle(({ lcp }) => lcp),
    cls: middle(({ cls }) => cls),
    tbt: middle(({ tbt }) => tbt),
    bytes: middle(({ bytes }) => bytes),
    requests: middle(({ requests }) => requests),
  };
}
