/** The addresses of pages and of their objects. */
import type { PageDelivery } from "../language/edge.ts";

/** The object of the home page; no other page has a dot in its path. */
const HOME = "index.html";

/**
 * The path that CloudFront asks the bucket for. Kept pages have one object a build. An address with
 * a query has none, and a path with a dot names a file.
 */
export function objectPathOf(
  { files, keptAt }: PageDelivery,
  build: string,
  path: string,
  hasQuery: boolean,
): string {
  const file = Object.hasOwn(files, path) ? files[path as keyof typeof files] : undefined;
  if (file) return file;
  if (hasQuery || path.includes(".")) return path;
  return `${keptAt}/${build}${path.endsWith("/") ? `${path}${HOME}` : path}`;
}

/** The path that a browser asked for, and the build whose object CloudFront looked for. */
export function pageOfObject({ keptAt }: PageDelivery, path: string): { path: string; build?: string } {
  if (!path.startsWith(`${keptAt}/`)) return { path };
  const [build = "", ...rest] = path.slice(keptAt.length + 1).split("/");
  const page = `/${rest.join("/")}`;
  return { build, path: page.endsWith(`/${HOME}`) ? page.slice(0, -HOME.length) : page };
}
