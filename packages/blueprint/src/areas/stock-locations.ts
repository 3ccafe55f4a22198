import type { Address } from "../language/schema.ts";

/**
 * Stock locations. Orders take units from the first location first; carriers pick up at the
 * address.
 */
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

/** The address at which carriers pick up a location's parcels, and to which returns go. */
export const addressOf = (location: string): Address =>
  (stockLocations.find(({ id }) => id === location) ?? stockLocations[0]).address;

/** Holds the first lot of every SKU. Requests that name no location mean this one. */
export const DEFAULT_LOCATION = stockLocations[0].id;
