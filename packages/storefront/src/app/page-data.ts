import type { HydrationState } from "react-router";

/** The data of a page, as the renderer leaves it in the document for the app. */
export interface PageData {
  state: HydrationState;
  /** The shop runs on a laptop. */
  local: boolean;
}
