import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileCacheControl, openStyles, type ReleasedBuild } from "@tradewind/blueprint/derived/pages";
import type { PageDelivery } from "@tradewind/blueprint/language/edge";
import type { BuiltSite } from "@tradewind/bundles/built-site";
import type { GatewayResponse, LocalCloud } from "@tradewind/local-cloud";

const DAY_MS = 24 * 60 * 60 * 1000;

/** The bucket of the site in the local cloud: its files, its kept pages and its builds. */
export class SiteStore {
  readonly #cloud: LocalCloud;
  readonly #bucket: string;
  readonly #pages: PageDelivery;

  constructor(cloud: LocalCloud, bucket: string, pages: PageDelivery) {
    this.#cloud = cloud;
    this.#bucket = bucket;
    this.#pages = pages;
  }

  /** The object at a path that begins with a slash. Kept pages expire, as by a rule of S3. */
  async get(path: string): Promise<GatewayResponse | undefined> {
    const response = await this.#call("GET", path);
    if (response.status !== 200 || path === "/") return undefined;
    const { keptAt, keptDays } = this.#pages;
    const oldest = this.#cloud.kernel.clock.now() - keptDays * DAY_MS;
    const isOld = Date.parse(String(response.headers["last-modified"])) < oldest;
    return isOld && path.startsWith(`${keptAt}/`) ? undefined : response;
  }

  /**
   * Puts the files of a build beside those of earlier builds, whose pages may still be open, and
   * writes down that the build was released. Pages that an earlier run has kept are forgotten,
   * since they name its port.
   * @returns the hashes of the styles that pages may have now
   */
  async release({ folder, site }: BuiltSite): Promise<string[]> {
    for (const file of site.files) {
      const cacheControl = fileCacheControl(this.#pages, file);
      const headers = { "content-type": file.contentType, "cache-control": cacheControl };
      await this.#put(file.path, headers, readFileSync(join(folder, "client", file.path)));
    }
    const { buildsAt, keptAt } = this.#pages;
    for (const path of await this.#list(keptAt)) await this.#call("DELETE", path);
    const earlier: ReleasedBuild[] = [];
    for (const path of await this.#list(buildsAt))
      earlier.push(JSON.parse(String((await this.get(path))?.body)) as ReleasedBuild);
    const releasedAt = this.#cloud.kernel.clock.now();
    const current: ReleasedBuild = { styleHashes: site.styleHashes, releasedAt };
    const headers = { "content-type": "application/json" };
    await this.#put(`${buildsAt}/${site.id}.json`, headers, Buffer.from(JSON.stringify(current)));
    return openStyles(this.#pages, current, earlier, releasedAt);
  }

  /** The paths of the objects below a path. */
  async #list(below: string): Promise<string[]> {
    const query = new URLSearchParams({ "list-type": "2", prefix: `${below.slice(1)}/` });
    const { body } = await this.#call("GET", "", query);
    return [...String(body).matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = ""]) => `/${key}`);
  }

  async #put(path: string, headers: Record<string, string>, body: Buffer): Promise<void> {
    const { status } = await this.#call("PUT", path, undefined, headers, body);
    if (status !== 200) throw new Error(`The site's file ${path} was not stored: status ${status}.`);
  }

  #call(
    method: string,
    path: string,
    query = new URLSearchParams(),
    headers: Record<string, string> = {},
    body: Buffer = Buffer.alloc(0),
  ): Promise<GatewayResponse> {
    return this.#cloud.handle({ method, path: `/${this.#bucket}${path}`, query, headers, body });
  }
}
