/** The requests and calls that a phone causes when somebody looks at the shop's pages. */
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { blueprint } from "@tradewind/blueprint";
import { beaconPath } from "@tradewind/blueprint/ground/signals";
import { CHROMIUM } from "./chromium.ts";
import { type CountedRequest, CountingEdge } from "./counting-edge.ts";
import type { MeteredShop } from "./metered-shop.ts";
import { type Usage, usageOf } from "./usage.ts";

export const pageNames = ["home", "category", "product"] as const;
export type PageName = (typeof pageNames)[number];

/** - `first`: the browser has nothing of the shop.
 * - `again`: the browser opens the same address once more.
 * - `within`: a link of another page leads here, and the app follows it without a new document.
 */
export type ViewKind = "first" | "again" | "within";

/** The requests of a view, and the calls behind its requests to the API. */
export interface PageView {
  requests: readonly CountedRequest[];
  usage: readonly Usage[];
}

export interface CountedPages {
  views: Readonly<Record<PageName, Readonly<Record<ViewKind, PageView>>>>;
  /** The renderer's calls when it writes the page, without the request to the bucket before. */
  written: Readonly<Record<PageName, readonly Usage[]>>;
  beacon: PageView;
}

/** A phone of medium size. */
export const PHONE = {
  viewport: { width: 412, height: 823 },
  deviceScaleFactor: 1.75,
  isMobile: true,
  hasTouch: true,
};
/** A phone asks for these once; a browser without a window does not. */
const OF_A_WINDOW = ["/favicon.svg", "/manifest.webmanifest"];

/** Runs in the browser. It scrolls to the end, so that each picture of the page loads. */
const LOOK_AT_ALL = `(async () => {
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
    scrollTo(0, y);
    await new Promise(requestAnimationFrame);
  }
})()`;

/** Opens the pages of a shop with the sample catalog on a phone. @throws without a browser */
export async function countPages(shop: MeteredShop): Promise<CountedPages> {
  const edge = await CountingEdge.before((request) => shop.answer(request));
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  try {
    return await new Visitor(shop, edge, browser).visit();
  } finally {
    await browser.close();
    edge.stop();
  }
}

class Visitor {
  readonly #shop: MeteredShop;
  readonly #edge: CountingEdge;
  readonly #browser: Browser;

  constructor(shop: MeteredShop, edge: CountingEdge, browser: Browser) {
    this.#shop = shop;
    this.#edge = edge;
    this.#browser = browser;
  }

  async visit(): Promise<CountedPages> {
    // The first page of a shop waits for the build of the site, whose files are no cost of a page.
    await this.#open("/de");
    const { items } = await this.#shop
      .anybody()
      .get<{ items: { slug: string }[] }>("/products?category=kitchen");
    const paths = { home: "/", category: "/c/kitchen", product: `/p/${items[0]?.slug}` };
    const written = await inOrder((page) => this.#written(paths[page]));
    const within = await this.#within();
    const views = await inOrder(async (page) => ({
      ...(await this.#documents(paths[page])),
      within: within[page],
    }));
    return { views, written, beacon: await this.#beacon() };
  }

  async #written(path: string): Promise<Usage[]> {
    const calls = await this.#shop.meterAll(() => this.#open(path));
    const { name } = blueprint.cdn.pages.renderer;
    const written = usageOf(calls.filter(({ caller }) => caller === name));
    if (written.length === 0) throw new Error(`${path} was kept before, so its writing was not metered.`);
    return written;
  }

  async #documents(path: string): Promise<Record<"first" | "again", PageView>> {
    const context = await this.#browser.newContext(PHONE);
    const page = await context.newPage();
    const first = await this.#view(async () => {
      await this.#look(page, path);
      for (const file of OF_A_WINDOW) await fetch(this.#edge.url + file);
    });
    if (!first.requests.some(({ target }) => target.startsWith("/assets/app-")))
      throw new Error(`The app of ${path} was not loaded, so its requests were not counted.`);
    await page.goto("about:blank");
    const again = await this.#view(() => this.#look(page, path));
    await context.close();
    return { first, again };
  }

  /** From the home page to a category, to a product, and home again. */
  async #within(): Promise<Record<PageName, PageView>> {
    const context: BrowserContext = await this.#browser.newContext(PHONE);
    const page = await context.newPage();
    await this.#view(() => this.#look(page, "/"));
    const follow = (link: string) =>
      this.#view(async () => {
        await page.locator(link).first().click();
        await page.waitForLoadState("networkidle");
        await page.evaluate(LOOK_AT_ALL);
      });
    const category = await follow('main a[href^="/c/"]');
    const product = await follow('main li a[href^="/p/"]');
    const home = await follow('header a[href="/"]');
    await context.close();
    const opened = [category, product, home].flatMap(({ requests }) =>
      requests.filter(({ kind }) => kind === "page"),
    );
    if (opened.length > 0) throw new Error("A link opened a document, so it was not followed by the app.");
    return { category, product, home };
  }

  #beacon(): Promise<PageView> {
    const events = ["CLS", "FCP", "INP", "LCP", "TTFB"].map((name) => ({
      type: "vital",
      path: "/",
      name,
      value: 1,
    }));
    const body = JSON.stringify({ share: 1, events });
    const headers = { "content-type": "application/json" };
    const url = `${this.#edge.url}${blueprint.cdn.apiPrefix}${beaconPath}`;
    return this.#view(async () => {
      const { status } = await fetch(url, { method: "POST", headers, body });
      if (status !== 204) throw new Error(`The shop refused a beacon with status ${status}.`);
    });
  }

  async #view(work: () => Promise<unknown>): Promise<PageView> {
    let requests: CountedRequest[] = [];
    const calls = await this.#shop.meterAll(async () => {
      requests = await this.#edge.count(work);
    });
    return { requests, usage: usageOf(calls.filter(({ traces }) => traces.size > 0)) };
  }

  async #look(page: Page, path: string): Promise<void> {
    await page.goto(this.#edge.url + path, { waitUntil: "networkidle" });
    await page.evaluate(LOOK_AT_ALL);
  }

  #open(path: string): Promise<Response> {
    return fetch(this.#edge.url + path, { headers: { "sec-fetch-dest": "document" } });
  }
}

/** Does the work for each page, one after the other. */
async function inOrder<T>(work: (page: PageName) => Promise<T>): Promise<Record<PageName, T>> {
  const home = await work("home");
  const category = await work("category");
  return { home, category, product: await work("product") };
}
