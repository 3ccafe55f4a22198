import type { Blueprint } from "@tradewind/blueprint";
import { builtSite, loadBuiltSite } from "@tradewind/bundles/built-site";
import type { GatewayRequest, GatewayResponse, LocalCloud } from "@tradewind/local-cloud";
import { type ReleasedSite, siteFront } from "./site-front.ts";
import { SiteStore } from "./site-store.ts";

/** The shop's pages on a laptop. The site is built when the first page is asked for. */
export class Site {
  readonly #blueprint: Blueprint;
  readonly #cloud: LocalCloud;
  readonly #root: string;
  readonly #watch: boolean;
  #front: ReturnType<typeof siteFront> | undefined;
  #release: ((built: Awaited<ReturnType<typeof builtSite>>) => Promise<ReleasedSite>) | undefined;
  #released: Promise<ReleasedSite> | undefined;

  /** @param watch builds the site again when a page is asked for after its sources have changed */
  constructor(blueprint: Blueprint, cloud: LocalCloud, root: string, watch: boolean) {
    this.#blueprint = blueprint;
    this.#cloud = cloud;
    this.#root = root;
    this.#watch = watch;
  }

  /** Serves pages from now on, with the files in this bucket. */
  open(bucket: string): void {
    const { pages } = this.#blueprint.cdn;
    const store = new SiteStore(this.#cloud, bucket, pages);
    this.#release = async (built) => ({ ...built, styleHashes: await store.release(built) });
    this.#front = siteFront(this.#blueprint, this.#cloud, store, () => this.#current());
  }

  /** @returns undefined for a request to the API */
  async answer(request: GatewayRequest): Promise<GatewayResponse | undefined> {
    try {
      return await this.#front?.(request);
    } catch (error) {
      const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
      return { status: 500, headers, body: `The page was not made.\n\n${String(error)}\n` };
    }
  }

  /** The renderer of the build whose pages are served. */
  async load() {
    return loadBuiltSite(await this.#current());
  }

  async #current(): Promise<ReleasedSite> {
    const last = await this.#released?.catch(() => undefined);
    if (last && !this.#watch) return last;
    const built = await builtSite(this.#root);
    if (last?.folder === built.folder) return last;
    if (!this.#release) throw new Error("The shop has not started yet.");
    this.#released = this.#release(built);
    return this.#released;
  }
}
