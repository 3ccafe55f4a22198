import { carrierChoice } from "@tradewind/blueprint/areas/carriers";
import { resourceOf } from "../platform/resource-of.ts";
import { builtInCarrier } from "./built-in-carrier.ts";
import { builtInDesk } from "./built-in-desk.ts";
import type { Carrier, CarrierDesk } from "./carrier.ts";
import { easyPost } from "./easypost.ts";

/** The carrier for new parcels, as the deployment has chosen it. */
export const chosenCarrier = (): Carrier => pickCarrier({ "built-in": builtInCarrier, easypost: easyPost });

/** The same carrier, for returns. */
export const chosenCarrierDesk = (): CarrierDesk =>
  pickCarrier({ "built-in": builtInDesk, easypost: easyPost });

function pickCarrier<C>(carriers: Readonly<Record<string, C>>): C {
  const { value } = resourceOf(carrierChoice);
  const carrier = Object.hasOwn(carriers, value) ? carriers[value] : undefined;
  if (carrier) return carrier;
  throw new Error(
    `The setting Carrier is "${value}"; the carriers are: ${Object.keys(carriers).join(", ")}.`,
  );
}
