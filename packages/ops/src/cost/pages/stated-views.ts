/**
 * The visitors and the caches that the cost of a page assumes. They are stated, not counted: a shop
 * on a laptop has neither. A shop with traffic reads its own in CloudFront's reports.
 */
import type { PageName, ViewKind } from "../../metering/page-views.ts";

export interface StatedViews {
  /** The share of each page among the views. */
  pages: Readonly<Record<PageName, number>>;
  /** The share of each kind among the views. */
  kinds: Readonly<Record<ViewKind, number>>;
  /** The share of the requests for documents, and for files and pictures, that an edge answers. */
  atEdge: { pages: number; files: number };
  /** The share of the documents past the edge that the renderer writes. */
  rendered: number;
  /** Beacons a view, after the pages' own sampling. */
  beacons: number;
}

/**
 * A visit has five views. One opens a document, and four follow links within the app. Six of ten
 * visitors are new. A kept page lives for a day, and edges keep documents for a minute.
 */
export const STATED_VIEWS: StatedViews = {
  pages: { home: 0.15, category: 0.35, product: 0.5 },
  kinds: { first: 0.12, again: 0.08, within: 0.8 },
  atEdge: { pages: 0.5, files: 0.9 },
  rendered: 0.2,
  beacons: 0.05,
};

/** Milliseconds of the edge function for a request to the API. */
export const EDGE_MS = 1;
/** Bytes of an answer's headers: HTTP/2 sends an index in place of most of them. */
export const HEADER_BYTES = 200;
/** Size of a photograph on a phone. The pictures of the sample catalog are small drawings. */
export const PHOTOGRAPH_BYTES = 20_000;
