import type { Blueprint } from "@tradewind/blueprint";
import type { HostBindings } from "@tradewind/bundles/host-bindings";
import type { GatewayRequest, GatewayResponse, LocalCloud } from "@tradewind/local-cloud";
import { type ServedSite, siteFront } from "./site-front.ts";

/** The origin of pages: the built site, or its sources. */
export interface SiteSource {
  /** The site whose pages are shown now. */
  served(): Promise<ServedSite>;
  /** The renderer of those pages. */
  load: LoadSite;
}

type LoadSite = NonNullable<HostBindings["loadSite"]>;

/** The shop's pages on a laptop. */
export class Site {
  readonly #front: ReturnType<typeof siteFront>;
  #source: SiteSource | undefined;

  constructor(blueprint: Blueprint, cloud: LocalCloud) {
    this.#front = siteFront(blueprint, cloud, () => this.#opened().served());
  }

  /** Shows the pages of this source from now on. */
  open(source: SiteSource): void {
    this.#source = source;
  }

  /** @returns undefined for a request to the API */
  async answer(request: GatewayRequest): Promise<GatewayResponse | undefined> {
    try {
      return await this.#front(request);
    } catch (error) {
      const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
      return { status: 500, headers, body: `The page was not made.\n\n${String(error)}\n` };
    }
  }

  load: LoadSite = async () => this.#opened().load();

  #opened(): SiteSource {
    if (!this.#source) throw new Error("The shop has not started yet.");
    return this.#source;
  }
}
