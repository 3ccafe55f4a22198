/**
 * Paths to which the shop's pages and the browsers report. The headers of the pages name one of
 * them.
 */
import type { BusDefinition } from "../language/resources.ts";

export const beaconPath = "/beacon";
export const cspReportsPath = "/csp-reports";

/**
 * Anybody can send a signal, so signals have a bus of their own: the functions that take them may
 * not publish on the bus that starts sagas. Its archive keeps them.
 */
export const signalsBus = {
  kind: "bus",
  name: "Signals",
  source: "tradewind.pages",
} as const satisfies BusDefinition;
