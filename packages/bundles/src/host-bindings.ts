import type { InProcessHandler } from "@tradewind/local-cloud";

/** What bundled functions get of the cloud they run on. */
export interface Surroundings {
  /** Takes the place of the AWS SDK's HTTP transport. */
  requestHandler: InProcessHandler;
  /** The cloud's time, in milliseconds. */
  now: () => number;
  /** Calls `fire` when so much of the cloud's time has passed; returns the function that cancels it. */
  later: (milliseconds: number, fire: () => void) => () => void;
}

const KEY = Symbol.for("tradewind.surroundings");
const holder = globalThis as { [KEY]?: Surroundings | undefined };

/** Makes `given` available to the bundles that are loaded in this thread from now on; returns the function that ends it. */
export function surround(given: Surroundings): () => void {
  holder[KEY] = given;
  return () => {
    holder[KEY] = undefined;
  };
}

/** For bundles, when they are loaded: a bundle keeps to the cloud it was loaded for. */
export function surroundings(): Surroundings {
  const given = holder[KEY];
  if (!given) throw new Error("This bundle was made to run within a local cloud.");
  return given;
}
