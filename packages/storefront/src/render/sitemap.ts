import { baseLocale, type Locale, locales } from "../app/language.ts";
import { pathIn } from "../app/locale.ts";
import { clientOver } from "./api.ts";
import type { PageRequest } from "./contract.ts";
import { escaped } from "./escape.ts";

const MOST_PRODUCTS_A_PAGE = 100;

/**
 * All pages for search engines, each with its address in the other languages.
 * @throws ApiError, ConnectionError when the API does not answer
 */
export async function sitemap({ origin, api }: PageRequest): Promise<string> {
  const client = clientOver(api);
  const { items: categories } = await client.listCategories();
  const paths = ["/", ...categories.map(({ slug }) => `/c/${slug}`)];
  for await (const { slug } of client.listProducts.all({ limit: MOST_PRODUCTS_A_PAGE }))
    paths.push(`/p/${slug}`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${paths.flatMap((path) => entries(origin, path)).join("\n")}
</urlset>
`;
}

function entries(origin: string, path: string): string[] {
  const address = (locale: Locale) => escaped(`${origin}${pathIn(locale, path)}`);
  const alternate = (language: string, locale: Locale) =>
    `<xhtml:link rel="alternate" hreflang="${language}" href="${address(locale)}"/>`;
  const alternates = [
    ...locales.map((locale) => alternate(locale, locale)),
    alternate("x-default", baseLocale),
  ];
  return locales.map((locale) => `<url><loc>${address(locale)}</loc>${alternates.join("")}</url>`);
}
