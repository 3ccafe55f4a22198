import { carrierChoice } from "@tradewind/blueprint/areas/carriers";
import { resourceOf } from "../platform/resource-of.ts";
import { builtInCarrier } from "./built-in-carrier.ts";
import { builtInDesk } from "./built-in-desk.ts";
import type { Carrier, CarrierDesk } from "./carrier.ts";
import { easyPost } from "./easypost.ts";

/** The carrier of new parcels that the deployment has chosen. */
export const chosenCarrier = (): Carrier => chosen({ "built-in": builtInCarrier, easypost: easyPost });

/** The same carrier, for returns. */
export const chosenCarrierDesk = (): CarrierDesk => chosen({ "built-in": builtInDesk, easypost: easyPost });

function chosen<C>(carriers: Readonly<Record<string, C>>): C {
  const { value } = resourceOf(carrierChoice);
  const carrier = Object.hasOwn(carriers, value) ? carriers[value] : undefined;
  if (carrier) return carrier;
  throw new Error(`The setting Carrier is "${value}"; there are: ${Object.keys(carriers).join(", ")}.`);
}
