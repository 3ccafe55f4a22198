import { carrierChoice } from "@tradewind/blueprint/areas/carriers";
import { resourceOf } from "../platform/resource-of.ts";
import { builtInCarrier } from "./built-in-carrier.ts";
import type { Carrier } from "./carrier.ts";
import { easyPost } from "./easypost.ts";

/** The carrier that the deployment has chosen. */
export function chosenCarrier(): Carrier {
  const { value } = resourceOf(carrierChoice);
  switch (value) {
    case "built-in":
      return builtInCarrier;
    case "easypost":
      return easyPost;
    default:
      throw new Error(`The setting Carrier is "${value}"; there are: built-in, easypost.`);
  }
}
