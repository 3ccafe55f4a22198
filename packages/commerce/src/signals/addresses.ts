const LONGEST = 200;
const FILE = /^[\w.-]{1,80}\.(css|html|js|json|mjs|svg|webp)$/;
/** Words with hyphens between them, as in slugs. Ids and tokens have longer or other words. */
const SLUG = /^[a-z0-9]{1,20}(-[a-z0-9]{1,20}){0,11}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ID = "{id}";

/**
 * A path in which everything that is neither a slug nor a file is `{id}`: ids of orders, tokens of
 * links and mail addresses tell who a visitor is.
 */
export function withoutIds(path: string): string {
  const segments = path.split("/").map((segment) => (isPublic(segment) ? segment : ID));
  return segments.join("/").slice(0, LONGEST);
}

const isPublic = (segment: string) =>
  segment === "" || FILE.test(segment) || (SLUG.test(segment) && !UUID.test(segment));

/** The path of a web address without its query; the scheme of another address, such as `data:`. */
export function pathOf(address: string): string {
  const url = URL.parse(address);
  if (!url) return "";
  return url.protocol.startsWith("http") ? withoutIds(url.pathname) : schemeOf(url);
}

/** The origin of a web address, or the scheme of another address. */
export function originOf(address: string): string {
  const url = URL.parse(address);
  if (!url) return "";
  return (url.protocol.startsWith("http") ? url.origin : schemeOf(url)).slice(0, LONGEST);
}

const schemeOf = ({ protocol }: URL) => protocol.slice(0, 40);
