import type { Head } from "../app/head.ts";
import { baseLocale, type Locale, locales } from "../app/language.ts";
import { pathIn } from "../app/locale.ts";
import type { PageData } from "../app/page-data.ts";
import type { BrowserBuild } from "../build/browser.ts";
import { escaped, jsonForScript } from "./escape.ts";

/** The results of the browser's build, which the renderer's build puts in. */
declare const SITE: BrowserBuild;
const { app, boot, messages, style } = SITE;

export interface PageContent {
  locale: Locale;
  origin: string;
  head: Head;
  /** Facts for search engines, as JSON-LD. */
  facts: readonly object[];
  /** The HTML of the app. */
  body: string;
  /** Absent for a page without the app. */
  data?: PageData;
}

/**
 * A whole document: one style, whose hash the Content-Security-Policy knows, no inline script, and
 * the data of the page in a block that browsers do not run.
 */
export const documentOf = ({
  locale,
  origin,
  head,
  facts,
  body,
  data,
}: PageContent): string => `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(head.title)}</title>
<meta name="description" content="${escaped(head.description)}">
${addresses(locale, origin, head)}<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="manifest" href="/manifest.webmanifest">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#fbfaf7" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#14140f" media="(prefers-color-scheme: dark)">
<style>${style}</style>
${data ? bootScript(locale) : ""}${facts.map(factBlock).join("")}</head>
<body>
<div id="root">${body}</div>
${data ? dataBlock(data) : ""}</body>
</html>
`;

const bootScript = (locale: Locale): string =>
  `<script type="module" src="${boot}" data-app="${app}" data-messages="${messages[locale]}" async fetchpriority="low"></script>\n`;

const dataBlock = (data: PageData): string =>
  `<script type="application/json" id="page-data">${jsonForScript(data)}</script>\n`;

const factBlock = (fact: object): string =>
  `<script type="application/ld+json">${jsonForScript(fact)}</script>\n`;

/**
 * The address of the page, here and in each language, and its card in messengers. A page that
 * search engines do not list names no other address: that would contradict it.
 */
function addresses(locale: Locale, origin: string, { canonical, unlisted, title, image }: Head): string {
  if (canonical === undefined) return tag("meta", { name: "robots", content: "noindex" });
  const card = [tag("meta", { property: "og:title", content: title }), pictureOf(origin, image)].join("");
  if (unlisted) return tag("meta", { name: "robots", content: "noindex, follow" }) + card;
  const address = (one: Locale) => `${origin}${pathIn(one, canonical)}`;
  const alternates = locales.map((one) =>
    tag("link", { rel: "alternate", hreflang: one, href: address(one) }),
  );
  return [
    tag("link", { rel: "canonical", href: address(locale) }),
    ...alternates,
    tag("link", { rel: "alternate", hreflang: "x-default", href: address(baseLocale) }),
    tag("meta", { property: "og:url", content: address(locale) }),
    card,
  ].join("");
}

/** Messengers show no drawing in SVG. */
function pictureOf(origin: string, image: string | undefined): string {
  if (image === undefined || image.endsWith(".svg")) return "";
  return tag("meta", { property: "og:image", content: new URL(image, origin).href });
}

function tag(name: "link" | "meta", attributes: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `<${name}${pairs.join("")}>\n`;
}
