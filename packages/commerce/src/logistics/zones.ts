import type { Money } from "@tradewind/blueprint/language/schema";
import { shopMoney } from "../platform/money.ts";

/** The part of an address that the price of a delivery depends on. */
export interface Destination {
  country: string;
  postalCode: string;
}

/** The price of a delivery. `steps` are ordered; a parcel beyond the last step is refused. */
export type Rate =
  | { kind: "flat"; price: Money }
  | { kind: "by-weight"; steps: readonly { upToGrams: number; price: Money }[] }
  | { kind: "by-price"; steps: readonly { upTo: Money; price: Money }[]; above: Money };

export interface Offer {
  rate: Rate;
  /** Subtotal from which delivery is free. */
  freeFrom?: Money;
  /** Working days until the parcel arrives. */
  days: { from: number; to: number };
}

interface Zone {
  name: string;
  /** Countries of the zone: all of their postal codes, or those with these prefixes. */
  countries: Readonly<Record<string, "all" | readonly string[]>>;
  offers: Readonly<Record<string, Offer>>;
}

export const METHODS = {
  standard: "Standard delivery",
  express: "Express delivery",
  economy: "Economy delivery, for light parcels",
} as const;
export type Method = keyof typeof METHODS;

const all = (countries: string): Record<string, "all"> =>
  Object.fromEntries(countries.split(" ").map((country) => [country, "all"] as const));

/**
 * An address is in the first zone that contains it, so islands and outlying regions come before
 * their countries.
 */
const zones: readonly Zone[] = [
  {
    name: "remote",
    countries: {
      // Alaska, Hawaii, Puerto Rico and the Virgin Islands, Guam.
      US: ["995", "996", "997", "998", "999", "967", "968", "969", "006", "007", "008", "009"],
      // Northern Ireland, the Scottish isles, Man and the Channel Islands.
      GB: ["BT", "HS", "KW15", "KW16", "KW17", "ZE", "IM", "JE", "GY"],
      // The Canaries, Ceuta and Melilla; Madeira and the Azores.
      ES: ["35", "38", "51", "52"],
      PT: ["9"],
      // The northern territories.
      CA: ["X", "Y"],
    },
    offers: {
      standard: {
        rate: {
          kind: "by-weight",
          steps: [
            { upToGrams: 2000, price: shopMoney(999) },
            { upToGrams: 10_000, price: shopMoney(1899) },
            { upToGrams: 30_000, price: shopMoney(3999) },
          ],
        },
        days: { from: 4, to: 9 },
      },
    },
  },
  {
    name: "home",
    countries: all(
      "US CA GB IE AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IS IT LI LT LU LV MC MT NL NO PL PT RO SE SI SK AU NZ JP SG",
    ),
    offers: {
      standard: {
        rate: { kind: "flat", price: shopMoney(499) },
        freeFrom: shopMoney(5000),
        days: { from: 2, to: 4 },
      },
      express: { rate: { kind: "flat", price: shopMoney(1499) }, days: { from: 1, to: 1 } },
      economy: {
        rate: {
          kind: "by-weight",
          steps: [
            { upToGrams: 250, price: shopMoney(249) },
            { upToGrams: 1000, price: shopMoney(349) },
            { upToGrams: 2000, price: shopMoney(449) },
          ],
        },
        days: { from: 4, to: 8 },
      },
    },
  },
  {
    name: "world",
    countries: all("AE AR BR CL CN CO CR HK ID IL IN KE KR MA MX MY PE PH QA SA TH TR TW UY VN ZA"),
    offers: {
      // Duties, and what a lost parcel costs, grow with its value.
      standard: {
        rate: {
          kind: "by-price",
          steps: [
            { upTo: shopMoney(5000), price: shopMoney(1499) },
            { upTo: shopMoney(20_000), price: shopMoney(2499) },
          ],
          above: shopMoney(3999),
        },
        days: { from: 7, to: 21 },
      },
      express: {
        rate: {
          kind: "by-weight",
          steps: [
            { upToGrams: 2000, price: shopMoney(3999) },
            { upToGrams: 10_000, price: shopMoney(7999) },
          ],
        },
        days: { from: 2, to: 5 },
      },
    },
  },
];

/** Offers at a destination, by method; undefined where the shop does not deliver. */
export function offersAt({ country, postalCode }: Destination): Readonly<Record<string, Offer>> | undefined {
  const code = postalCode.replaceAll(/[ -]/g, "").toUpperCase();
  return zones.find(({ countries }) => {
    if (!Object.hasOwn(countries, country)) return false;
    const held = countries[country];
    return held === "all" || held?.some((prefix) => code.startsWith(prefix));
  })?.offers;
}
