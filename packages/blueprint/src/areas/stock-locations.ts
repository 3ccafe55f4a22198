import type { Address } from "../language/schema.ts";

/** Where stock lies, in the order in which it is taken from, and where carriers fetch it. */
export const stockLocations = [
  {
    id: "loc_main",
    name: "Main warehouse",
    address: {
      name: "Tradewind",
      line1: "417 Montgomery Street",
      city: "San Francisco",
      region: "CA",
      postalCode: "94104",
      country: "US",
    },
  },
  {
    id: "loc_north",
    name: "Northern warehouse",
    address: {
      name: "Tradewind North",
      line1: "2211 Elliott Avenue",
      city: "Seattle",
      region: "WA",
      postalCode: "98121",
      country: "US",
    },
  },
] as const satisfies readonly { id: string; name: string; address: Address }[];

export type StockLocation = (typeof stockLocations)[number]["id"];

/** Where a location's parcels are fetched, and returns to it go. */
export const addressOf = (location: string): Address =>
  (stockLocations.find(({ id }) => id === location) ?? stockLocations[0]).address;

/** Holds every SKU's first lot; what names no location means this one. */
export const DEFAULT_LOCATION = stockLocations[0].id;
