/** The addresses of pages and of their objects, and the styles that pages may have. */
import type { PageDelivery } from "../language/edge.ts";

/** The object of the home page; no other page has a dot in its path. */
const HOME = "index.html";
const DAY_MS = 24 * 60 * 60 * 1000;
/**
 * CloudFront accepts a policy of 1,783 characters, and each style takes 54 of them.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
const MOST_STYLES = 20;

interface PageAddress {
  path: string;
  /** Empty, or begins with `?`. */
  search: string;
}

/**
 * The address at which CloudFront asks the bucket, and then the renderer. Kept pages have one
 * object a build, pages with a query have none, and a path with a dot names a file.
 */
export function objectAddressOf(
  pages: PageDelivery,
  build: string,
  { path, search }: PageAddress,
): PageAddress {
  const { files, keptAt, liveAt, query } = pages;
  if (Object.hasOwn(files, path)) return { path: files[path as keyof typeof files] ?? path, search: "" };
  if (path.includes(".")) return { path, search: "" };
  const known = [...new URLSearchParams(search)].filter(([name]) => query.includes(name));
  if (known.length > 0) return { path: `${liveAt}${path}`, search: `?${String(new URLSearchParams(known))}` };
  return { path: `${keptAt}/${build}${path.endsWith("/") ? `${path}${HOME}` : path}`, search: "" };
}

/**
 * The time that caches keep a file of the site. A file whose name holds a hash of its content never
 * changes. The worker decides what browsers keep, so that they must always have the newest one.
 */
export function fileCacheControl(
  { worker }: PageDelivery,
  { path, immutable }: { path: string; immutable: boolean },
): string {
  if (path === worker) return "no-cache";
  return immutable ? "public, max-age=31536000, immutable" : "public, max-age=3600";
}

/** The path that a browser asked for, and the build whose object CloudFront looked for. */
export function pageOfObject(
  { keptAt, liveAt }: PageDelivery,
  path: string,
): { path: string; build?: string } {
  if (path.startsWith(`${liveAt}/`)) return { path: path.slice(liveAt.length) };
  if (!path.startsWith(`${keptAt}/`)) return { path };
  const [build = "", ...rest] = path.slice(keptAt.length + 1).split("/");
  const page = `/${rest.join("/")}`;
  return { build, path: page.endsWith(`/${HOME}`) ? page.slice(0, -HOME.length) : page };
}

/** A build that was released, with the hashes of its styles. */
export interface ReleasedBuild {
  styleHashes: readonly string[];
  /** Milliseconds since 1970. */
  releasedAt: number;
}

/**
 * The styles of the current build, and of builds that were in use within the last days: a browser
 * may still show their pages. A build is in use until the next one is released.
 */
export function openStyles(
  { buildDays }: PageDelivery,
  current: Pick<ReleasedBuild, "styleHashes">,
  earlier: readonly ReleasedBuild[],
  now: number,
): string[] {
  const newestFirst = earlier.toSorted((a, b) => b.releasedAt - a.releasedAt);
  const usedUntil = (index: number) => newestFirst[index - 1]?.releasedAt ?? now;
  const open = newestFirst.filter((_, index) => usedUntil(index) >= now - buildDays * DAY_MS);
  return [...new Set([current, ...open].flatMap(({ styleHashes }) => styleHashes))].slice(0, MOST_STYLES);
}
