import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PageDelivery } from "@tradewind/blueprint/language/edge";
import type { BuiltSite } from "@tradewind/bundles/built-site";
import type { GatewayResponse, LocalCloud } from "@tradewind/local-cloud";

const DAY_MS = 24 * 60 * 60 * 1000;
const IMMUTABLE = "public, max-age=31536000, immutable";
/** Files whose name stays the same when their content changes. */
const SHORT = "public, max-age=3600";

/** The description of a released build. */
interface ReleasedBuild {
  styleHashes: string[];
  /** Milliseconds since 1970. */
  releasedAt: number;
}

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

  /** The object at a path that begins with a slash, or undefined. */
  async get(path: string): Promise<GatewayResponse | undefined> {
    const response = await this.#call("GET", path);
    return response.status === 200 ? response : undefined;
  }

  /**
   * Puts the files of a build beside those of earlier builds, whose pages may still be open, and
   * writes down that the build was released.
   * @returns the hashes of the styles that pages may have now
   */
  async release({ folder, site }: BuiltSite): Promise<string[]> {
    for (const { path, contentType, immutable } of site.files) {
      const headers = { "content-type": contentType, "cache-control": immutable ? IMMUTABLE : SHORT };
      await this.#put(path, headers, readFileSync(join(folder, "client", path)));
    }
    const { buildsAt } = this.#pages;
    const build: ReleasedBuild = {
      styleHashes: site.styleHashes,
      releasedAt: this.#cloud.kernel.clock.now(),
    };
    const headers = { "content-type": "application/json" };
    await this.#put(`${buildsAt}/${site.id}.json`, headers, Buffer.from(JSON.stringify(build)));
    return this.#styleHashes();
  }

  async #styleHashes(): Promise<string[]> {
    const { buildsAt, buildDays } = this.#pages;
    const query = new URLSearchParams({ "list-type": "2", prefix: `${buildsAt.slice(1)}/` });
    const list = String((await this.#call("GET", "", query)).body);
    const oldest = this.#cloud.kernel.clock.now() - buildDays * DAY_MS;
    const hashes = new Set<string>();
    for (const [, key = ""] of list.matchAll(/<Key>([^<]+)<\/Key>/g)) {
      const build = JSON.parse(String((await this.get(`/${key}`))?.body)) as ReleasedBuild;
      if (build.releasedAt >= oldest) for (const hash of build.styleHashes) hashes.add(hash);
    }
    return [...hashes];
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
