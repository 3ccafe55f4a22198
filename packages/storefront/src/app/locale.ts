import { baseLocale, getLocale, type Locale, locales } from "./language.ts";

/** The shop's languages. Each has pages of its own, below the path's prefix. */
const PREFIX: Readonly<Record<Locale, "/" | `/${string}`>> = { en: "/", de: "/de" };

/** The form of numbers and dates. */
const FORMAT: Readonly<Record<Locale, string>> = { en: "en-US", de: "de-DE" };

/** Names, descriptions and options come from the catalog, which has one language. */
export const CATALOG_LANGUAGE = "en";

/** For an element that holds text of the catalog. */
export const catalogText = (): { lang?: string } =>
  getLocale() === CATALOG_LANGUAGE ? {} : { lang: CATALOG_LANGUAGE };

export const basenameOf = (locale: Locale): string => PREFIX[locale];

export const formatOf = (locale: Locale): string => FORMAT[locale];

/** The language of a page, by its path: `/de/c/kitchen` is German. */
export function localeOf(path: string): Locale {
  const [, first] = path.split("/");
  return locales.find((locale) => PREFIX[locale] === `/${first}`) ?? baseLocale;
}

/** The path of a page within its language: `/de/c/kitchen` becomes `/c/kitchen`. */
export function withoutPrefix(path: string): string {
  const prefix = PREFIX[localeOf(path)];
  return prefix === "/" ? path : path.slice(prefix.length) || "/";
}

/** The address of a page in a language: `/c/kitchen` becomes `/de/c/kitchen`. */
export function pathIn(locale: Locale, path: string): string {
  const prefix = PREFIX[locale];
  if (prefix === "/") return path;
  return path === "/" ? prefix : `${prefix}${path}`;
}
