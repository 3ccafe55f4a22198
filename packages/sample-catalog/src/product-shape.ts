/**
 * A product of the demo catalog, whole: everything a shop needs to list, price, stock and ship it.
 */
export interface SampleProduct {
  /** A version 5 UUID of the slug: the same in every run. */
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly brand: string;
  /** Slugs of `sampleCategories`; the first one is the main category. */
  readonly categories: readonly CategorySlug[];
  /** Facets. Always present: type, style, material, colour, colourFamily, madeIn. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Empty where the product has one variant only. */
  readonly options: readonly SampleOption[];
  /** The cartesian product of the options, 1 to 12 of them. */
  readonly variants: readonly SampleVariant[];
  readonly taxClass: TaxClass;
  /** ISO 8601, in the two years before 2026-11-01. */
  readonly createdAt: string;
}

export interface SampleOption {
  readonly name: string;
  readonly values: readonly string[];
}

export interface SampleVariant {
  /** Upper case with hyphens, at most 32 characters, unique in the catalog. */
  readonly sku: string;
  readonly options: Readonly<Record<string, string>>;
  /** US dollars in cents. */
  readonly price: number;
  readonly weightGrams: number;
  readonly stock: number;
}

export type TaxClass = "standard" | "clothing" | "food";

export interface SampleCategory {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
}

export const sampleCategories = [
  {
    slug: "outdoor",
    name: "Outdoor",
    description: "Shelter, sleep and cooking for nights away from the road.",
  },
  {
    slug: "kitchen",
    name: "Kitchen",
    description: "Pans, knives and boards that earn their place on the hook.",
  },
  { slug: "home", name: "Home", description: "Textiles, baskets and small furniture for every room." },
  { slug: "lighting", name: "Lighting", description: "Lamps for reading, dining, working and winding down." },
  {
    slug: "stationery",
    name: "Stationery",
    description: "Paper, pens and ink for people who write things down.",
  },
  {
    slug: "coffee-tea",
    name: "Coffee & Tea",
    description: "Fresh beans, loose leaves and what to brew them in.",
  },
  { slug: "clothing", name: "Clothing", description: "Plain, well-made clothes for all weathers." },
  {
    slug: "bags",
    name: "Bags",
    description: "Packs, cases and wallets for the daily ride and the long trip.",
  },
  {
    slug: "toys-games",
    name: "Toys & Games",
    description: "Games for the table, toys for the floor, kites for the beach.",
  },
  {
    slug: "garden",
    name: "Garden",
    description: "Pots, tools and seeds for beds, balconies and windowsills.",
  },
  { slug: "tools", name: "Tools", description: "Hand tools and storage for the workshop and the home." },
  { slug: "audio", name: "Audio", description: "Headphones, speakers and turntables for close listening." },
] as const satisfies readonly SampleCategory[];

export type CategorySlug = (typeof sampleCategories)[number]["slug"];
