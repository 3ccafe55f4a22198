import { withoutPrefix } from "./locale.ts";

const PAGE = /^\/(?:[cp]\/[a-z0-9][a-z0-9-]{0,62})?$/;

/** True for the canonical path of a page that is the same for everybody, in any language. */
export const isPagePath = (path: string): boolean => PAGE.test(withoutPrefix(path));

/** The path, within a language, of the page in place of one that cannot be had offline. */
export const OFFLINE = "/offline";
