import type { InProcessHandler } from "@tradewind/local-cloud";
import type { LoadedSite } from "@tradewind/storefront/site";

/** The functions of a local cloud that bundles call. */
export interface HostBindings {
  /** Takes the place of the AWS SDK's HTTP transport. */
  requestHandler: InProcessHandler;
  /** The cloud's time, in milliseconds. */
  now: () => number;
  /** Calls `fire` after so much of the cloud's time; returns the function that cancels it. */
  setTimer: (milliseconds: number, fire: () => void) => () => void;
  /** Loads the renderer of the site. Pages are written only on the main thread. */
  loadSite?: () => Promise<LoadedSite>;
}

const KEY = Symbol.for("tradewind.host-bindings");
const holder = globalThis as { [KEY]?: HostBindings | undefined };

/**
 * Gives the bindings to all bundles that this thread loads, until the returned function is called.
 */
export function bindHost(bindings: HostBindings): () => void {
  holder[KEY] = bindings;
  return () => {
    holder[KEY] = undefined;
  };
}

/** Bundles call this once, when they are loaded, and keep the cloud that they were loaded for. */
export function hostBindings(): HostBindings {
  const bindings = holder[KEY];
  if (!bindings) throw new Error("This bundle runs only within a local cloud.");
  return bindings;
}
