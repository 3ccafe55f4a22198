import { localeOf, pathIn, withoutPrefix } from "../app/locale.ts";
import { isPagePath } from "../app/page-path.ts";

/** An address without a page, in place of one whose `%` signs mean nothing. */
const NOWHERE = "/-";

/** The parts of an address that a browser asks for. */
export interface Address {
  /** Begins with one slash, with the prefix of the language. */
  path: string;
  /** Empty, or begins with `?`. */
  search: string;
  /** The one address of the same page, if this is another spelling of it. */
  canonical?: string;
}

/**
 * Reads an address. `/P/Mug/` is a spelling of `/p/mug`. A canonical path is put together from
 * known parts, so that no spelling leads to another site.
 */
export function readAddress(url: string): Address {
  const [given = "", ...query] = url.split("#", 1)[0]?.split("?") ?? [];
  const search = query.length === 0 || query[0] === "" ? "" : `?${query.join("?")}`;
  const path = isReadable(given) ? `/${given.split(/[/\\]/).filter(Boolean).join("/")}` : NOWHERE;
  const lower = path.toLowerCase();
  const canonical = pathIn(localeOf(lower), withoutPrefix(lower));
  if (canonical === given || !isPagePath(lower)) return { path, search };
  return { path, search, canonical: `${canonical}${search.replaceAll(/[^\x21-\x7e]/g, "")}` };
}

function isReadable(path: string): boolean {
  try {
    // The result is used, since the bundler drops calls of this function that seem to do nothing.
    return decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}
