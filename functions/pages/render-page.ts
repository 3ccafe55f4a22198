import { getProductBySlug, listCategories, listProducts } from "@tradewind/blueprint/areas/catalog";
import { pageOfObject } from "@tradewind/blueprint/derived/pages";
import { siteHeader } from "@tradewind/blueprint/ground/browser-session";
import { pages } from "@tradewind/blueprint/ground/pages";
import * as Pages from "@tradewind/commerce/pages";
import { log } from "@tradewind/lambda-kit";
import { inProcessApi } from "@tradewind/lambda-kit/in-process-api";
import { type PageResult, pageFunction } from "@tradewind/lambda-kit/page-function";
import { loadSite } from "@tradewind/storefront/site";
import { handler as productBySlug } from "../catalog/get-product-by-slug.ts";
import { handler as categories } from "../catalog/list-categories.ts";
import { handler as products } from "../catalog/list-products.ts";

/**
 * The part of the API that pages need. A page costs no request to API Gateway, and pages are
 * written while the API does not answer.
 */
const catalogApi = inProcessApi([
  [listCategories, categories],
  [listProducts, products],
  [getProductBySlug, productBySlug],
]);

/**
 * Writes the page that CloudFront did not find, and keeps it if it is a page of this build. A
 * product may change while its page is written. So the page is written once more after it is kept,
 * and removed if it has become another one.
 */
export const handler = pageFunction(pages.renderer, async ({ ctx, path: object, search, headers }) => {
  const { build, render, local } = await loadSite();
  const asked = pageOfObject(pages, object);
  const origin = `${local ? "http" : "https"}://${headers[siteHeader] ?? headers["host"] ?? ""}`;
  const security = { contact: pages.security.contact, expires: dayFrom(ctx.clock.now()) };
  const request = { url: `${asked.path}${search}`, origin, api: catalogApi, local, security };
  const { stored, ...answer } = await render(request);
  if (!stored || asked.build !== build) return answer;

  const isCurrent = async () => (await render(request)).body === answer.body;
  // The visitor gets the page even if the bucket does not answer.
  await keep(object, answer, isCurrent).catch((error: unknown) =>
    log.error("The page was not kept", { object, error }),
  );
  return answer;
});

/** The last day on which the contact holds; a new answer comes long before. */
function dayFrom(now: number): string {
  const expires = new Date(now);
  expires.setUTCHours(0, 0, 0, 0);
  expires.setUTCDate(expires.getUTCDate() + pages.security.validDays);
  return expires.toISOString();
}

async function keep(object: string, { body, headers }: PageResult, isCurrent: () => Promise<boolean>) {
  const tag = await Pages.keep({
    object,
    body,
    contentType: headers["content-type"] ?? "",
    cacheControl: headers["cache-control"] ?? "",
  });
  if (tag !== undefined && !(await isCurrent())) await Pages.remove(object, tag);
}
