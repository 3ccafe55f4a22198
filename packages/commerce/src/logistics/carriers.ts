import { carrierChoice } from "@tradewind/blueprint/carriers";
import { linked } from "../storage/linked.ts";
import { builtInCarrier } from "./built-in-carrier.ts";
import type { Carrier } from "./carrier.ts";

/** The carrier that the deployment has chosen. Another's SDK is loaded by the functions that book parcels, and by no other. */
export async function chosenCarrier(): Promise<Carrier> {
  const { value } = linked(carrierChoice);
  switch (value) {
    case "built-in":
      return builtInCarrier;
    case "easypost":
      return (await import("./easypost.ts")).easyPost;
    default:
      throw new Error(`The setting Carrier is "${value}"; there are: built-in, easypost.`);
  }
}
