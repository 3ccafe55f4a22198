/** The renderer, as the laptop's server and the function in AWS call it. */

export interface PageRequest {
  /** Path with query: `/de/c/kitchen?sort=-price`. */
  url: string;
  /** Address of the shop without a path: `https://shop.example`. */
  origin: string;
  /** Calls the API; the path begins below `/api`: `/categories`. */
  api: (path: string, init?: RequestInit) => Promise<Response>;
  /** The shop runs on a laptop: its pages show where a newcomer goes on. */
  local?: boolean;
  /** For `/.well-known/security.txt`; without it there is none. */
  security?: {
    /** A `mailto:` or `https:` address for reports of vulnerabilities. */
    contact: string;
    /** Time in ISO 8601 until which the contact holds. */
    expires: string;
  };
}

export interface PageAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** True for an existing page at its canonical path without a query: it may be kept. */
  stored: boolean;
}

/** The one export of `renderer.mjs`. It sees no cookie, so its answers are for everybody. */
export type Render = (request: PageRequest) => Promise<PageAnswer>;
