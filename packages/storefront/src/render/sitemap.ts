import { type Api, ApiError, type Category } from "@tradewind/client";
import { baseLocale, type Locale, locales } from "../app/language.ts";
import { pathIn } from "../app/locale.ts";
import { clientOver } from "./api.ts";
import type { PageRequest } from "./contract.ts";
import { escaped } from "./escape.ts";

const MOST_PRODUCTS_A_PAGE = 100;

/**
 * A product has two addresses of up to 800 bytes with their alternates. A Lambda answers at most
 * 6 MB, and a file of a sitemap has at most 50,000 addresses.
 */
const MOST_PRODUCTS_A_FILE = 3500;

const WHOLE = "/sitemap.xml";
const SHOP = "/sitemaps/shop.xml";
const CATEGORY = /^\/sitemaps\/([a-z0-9-]{1,63})\/([1-9]\d{0,3})\.xml$/;

interface Entry {
  path: string;
  /** Time of the last change, in ISO 8601. */
  changed?: string;
}

/**
 * All pages for search engines, each with its address in the other languages, or a part of them.
 * `/sitemap.xml` lists the pages, or, if they are too many for one file, the files: one of the home
 * page and the categories, and files of each category's products.
 * @returns undefined for a path that has no file
 * @throws ApiError, ConnectionError when the API does not answer
 */
export async function sitemap({ origin, api }: PageRequest, path: string): Promise<string | undefined> {
  const client = clientOver(api);
  if (path === WHOLE) return wholeOrIndex(client, origin);
  if (path === SHOP) return listOf(origin, shopEntries(await categoriesOf(client)));
  const [, category, number] = CATEGORY.exec(path) ?? [];
  if (category === undefined) return undefined;
  const products = await productsOf(client, category, Number(number));
  return products.length === 0 ? undefined : listOf(origin, products);
}

async function wholeOrIndex(client: Api, origin: string): Promise<string> {
  const categories = await categoriesOf(client);
  const most = categories.reduce((sum, { products }) => sum + products, 0);
  if (most <= MOST_PRODUCTS_A_FILE)
    return listOf(origin, [...shopEntries(categories), ...(await productsOf(client))]);
  const files = categories.flatMap(({ slug, products }) =>
    Array.from(
      { length: Math.ceil(products / MOST_PRODUCTS_A_FILE) },
      (_, at) => `/sitemaps/${slug}/${at + 1}.xml`,
    ),
  );
  const entries = [SHOP, ...files].map((path) => `<sitemap><loc>${escaped(origin + path)}</loc></sitemap>`);
  return fileOf("sitemapindex", "", entries);
}

const categoriesOf = async (client: Api) => (await client.listCategories()).items;

const shopEntries = (categories: readonly Category[]): Entry[] => [
  { path: "/" },
  ...categories.map(({ slug }) => ({ path: `/c/${slug}` })),
];

/** The products of a category's file, or all. An unknown category has none. */
async function productsOf(client: Api, category?: string, file = 1): Promise<Entry[]> {
  const entries: Entry[] = [];
  let skipped = (file - 1) * MOST_PRODUCTS_A_FILE;
  try {
    for await (const { slug, updatedAt } of client.listProducts.all({
      category,
      limit: MOST_PRODUCTS_A_PAGE,
    })) {
      if (skipped-- > 0) continue;
      entries.push({ path: `/p/${slug}`, changed: updatedAt });
      if (entries.length === MOST_PRODUCTS_A_FILE) break;
    }
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
  }
  return entries;
}

const listOf = (origin: string, entries: readonly Entry[]): string =>
  fileOf(
    "urlset",
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml"',
    entries.flatMap((entry) => addressesOf(origin, entry)),
  );

const fileOf = (
  element: string,
  names: string,
  lines: readonly string[],
): string => `<?xml version="1.0" encoding="UTF-8"?>
<${element} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"${names}>
${lines.join("\n")}
</${element}>
`;

function addressesOf(origin: string, { path, changed }: Entry): string[] {
  const address = (locale: Locale) => escaped(`${origin}${pathIn(locale, path)}`);
  const alternate = (language: string, locale: Locale) =>
    `<xhtml:link rel="alternate" hreflang="${language}" href="${address(locale)}"/>`;
  const more = [
    ...(changed === undefined ? [] : [`<lastmod>${escaped(changed)}</lastmod>`]),
    ...locales.map((locale) => alternate(locale, locale)),
    alternate("x-default", baseLocale),
  ].join("");
  return locales.map((locale) => `<url><loc>${address(locale)}</loc>${more}</url>`);
}
