/** EasyPost's SDK, and its errors as those of a step. https://docs.easypost.com/docs/errors */
import type easyPostModule from "@easypost/api";
import { easyPostKey, easyPostUrl } from "@tradewind/blueprint/areas/carriers";
import { stepErrors } from "@tradewind/blueprint/areas/order-saga";
import { NOT_SET } from "@tradewind/blueprint/language/resources";
import { StepError } from "../platform/errors.ts";
import { resourceOf } from "../platform/resource-of.ts";

/**
 * The types are those of a CommonJS module, one level deeper than the ES module that Node loads.
 */
type EasyPostModule = typeof easyPostModule.default;
export type ShipmentService = InstanceType<EasyPostModule>["Shipment"];

const TIMEOUT_MS = 20_000;

/**
 * Only the SDK is imported on demand: a dynamic import is bundled whole, with all that it imports.
 */
export async function shipmentService(): Promise<ShipmentService> {
  const { value: key } = resourceOf(easyPostKey);
  if (key === NOT_SET) throw new Error("Set the secret EasyPostKey, or choose another carrier.");
  const { default: loaded } = await import("@easypost/api");
  const Client = loaded as unknown as EasyPostModule;
  return new Client(key, { baseUrl: resourceOf(easyPostUrl).value, timeout: TIMEOUT_MS }).Shipment;
}

/** EasyPost rejects the request, such as an invalid address: a retry is of no use. */
const REJECTED: ReadonlySet<unknown> = new Set([400, 404, 422]);

/** Codes of a rejection that passes: the carrier is slow, or another call is under way. */
const PASSING = /\.(TIMED_OUT|NO_RESPONSE|IN_PROGRESS|(UPSTREAM_)?UNAVAILABLE)$/;

/** EasyPost's code of a failed call, such as `SHIPMENT.POSTAGE.EXISTS`. */
export const codeOf = (error: unknown): string => (error as { code?: string }).code ?? "";

/**
 * The answer to a call that books a parcel.
 * @throws CarrierRefused when EasyPost will never take the parcel, CarrierUnavailable otherwise
 */
export async function whileBooking<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const { statusCode } = error as { statusCode?: number };
    if (!REJECTED.has(statusCode) || PASSING.test(codeOf(error))) throw passing(error);
    throw refused(`The carrier does not take the parcel there (${codeOf(error) || statusCode}).`);
  }
}

export const refused = (message: string): StepError => new StepError(stepErrors.carrierRefused, message);

/** The error of a step that may succeed later. */
export const notDone = (why: string): StepError =>
  new StepError(stepErrors.carrierUnavailable, `EasyPost has not done it: ${why}.`);

/** The error of a call that may succeed later. */
export function passing(error: unknown): StepError {
  const { statusCode } = error as { statusCode?: number };
  return error instanceof StepError
    ? error
    : notDone(codeOf(error) || statusCode?.toString() || "no connection");
}
