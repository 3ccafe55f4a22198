import { carrierChoice } from "@tradewind/blueprint/areas/carriers";
import { resourceOf } from "../platform/resource-of.ts";
import { builtInCarrier } from "./built-in-carrier.ts";
import { builtInDesk } from "./built-in-desk.ts";
import type { Carrier, CarrierDesk } from "./carrier.ts";
import { easyPost } from "./easypost.ts";

/** The name of the carrier for new parcels, as the deployment has chosen it. */
export const chosenCarrier = (): string => resourceOf(carrierChoice).value;

export const carrierNamed = (name: string): Carrier =>
  named({ "built-in": builtInCarrier, easypost: easyPost }, name);

export const carrierDeskNamed = (name: string): CarrierDesk =>
  named({ "built-in": builtInDesk, easypost: easyPost }, name);

function named<C>(carriers: Readonly<Record<string, C>>, name: string): C {
  const carrier = Object.hasOwn(carriers, name) ? carriers[name] : undefined;
  if (carrier) return carrier;
  throw new Error(`There is no carrier "${name}"; the carriers are: ${Object.keys(carriers).join(", ")}.`);
}
