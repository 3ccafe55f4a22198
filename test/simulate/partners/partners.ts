/**
 * The payment processor and the carrier of a simulated shop. The shop's functions reach them
 * through the two modules here that take the place of the adapters.
 */
import type { SimulatedCarrier } from "./simulated-carrier.ts";
import type { SimulatedProcessor } from "./simulated-processor.ts";

export interface Partners {
  processor: SimulatedProcessor;
  carrier: SimulatedCarrier;
}

/** Bundles have their own copy of this module, so the partners stand in the global scope. */
const KEY = Symbol.for("tradewind.simulated-partners");
const holder = globalThis as { [KEY]?: Partners };

export function setPartners(partners: Partners): void {
  holder[KEY] = partners;
}

export function partners(): Partners {
  const found = holder[KEY];
  if (!found) throw new Error("This shop is not simulated: it has no partners.");
  return found;
}
