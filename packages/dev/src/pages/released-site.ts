import type { Blueprint } from "@tradewind/blueprint";
import { pageHeadersWith } from "@tradewind/blueprint/derived/page-headers";
import { type BuiltSite, builtSite, loadBuiltSite } from "@tradewind/bundles/built-site";
import type { LocalCloud } from "@tradewind/local-cloud";
import type { SiteSource } from "./site.ts";
import type { ServedSite } from "./site-front.ts";
import { SiteStore } from "./site-store.ts";

/** A build whose files are in the bucket. */
interface Release {
  built: BuiltSite;
  served: ServedSite;
}

/** The built site, as it is deployed. It is built when the first page is asked for. */
export class ReleasedSite implements SiteSource {
  readonly #blueprint: Blueprint;
  readonly #store: SiteStore;
  readonly #root: string;
  readonly #watch: boolean;
  #last: Promise<Release> | undefined;

  /**
   * @param bucket the name of the bucket that has the site
   * @param watch builds the site again when a page is asked for after its sources have changed
   */
  constructor(blueprint: Blueprint, cloud: LocalCloud, bucket: string, root: string, watch: boolean) {
    this.#blueprint = blueprint;
    this.#store = new SiteStore(cloud, bucket, blueprint.cdn.pages);
    this.#root = root;
    this.#watch = watch;
  }

  async served(): Promise<ServedSite> {
    return (await this.#current()).served;
  }

  async load() {
    return loadBuiltSite((await this.#current()).built);
  }

  async #current(): Promise<Release> {
    const last = await this.#last?.catch(() => undefined);
    if (last && !this.#watch) return last;
    const built = await builtSite(this.#root);
    if (last?.built.folder === built.folder) return last;
    this.#last = this.#release(built);
    return this.#last;
  }

  async #release(built: BuiltSite): Promise<Release> {
    const store = this.#store;
    const headers = pageHeadersWith(this.#blueprint.securityHeaders.page, await store.release(built));
    return { built, served: { id: built.site.id, headers, get: (path) => store.get(path) } };
  }
}
