import { brandsOf } from "./brands.ts";
import { colourFamily } from "./colours.ts";
import { describe } from "./description.ts";
import { productId, slugOf, wordCode } from "./identity.ts";
import type { CategorySlug, SampleProduct } from "./product-shape.ts";
import { sampleCategories } from "./product-shape.ts";
import type { Brand, ProductType, Style } from "./product-type.ts";
import { productTypes } from "./product-types.ts";
import type { Choice } from "./seeded-choice.ts";
import { seededChoice } from "./seeded-choice.ts";
import { assort } from "./variants.ts";

const productsPerType = 12;
const newest = Date.parse("2026-11-01T00:00:00Z");
const twoYears = 2 * 365 * 24 * 60 * 60 * 1000;

/** One product of a type's range, before its colours, sizes and prices are drawn. */
interface Model {
  readonly title: string;
  readonly brand: Brand;
  readonly style: Style;
}

function models(type: ProductType, brands: readonly Brand[]): Model[] {
  const choice = seededChoice(`range ${type.code}`);
  const named = type.titles
    ? type.titles.map((title) => ({ title, brand: choice.pick(brands) }))
    : choice.shuffle(brands.flatMap((brand) => brand.collections.map((title) => ({ title, brand }))));
  const styles = choice.shuffle(type.styles);
  return named
    .slice(0, productsPerType)
    .map((entry, index) => ({ ...entry, style: styles[index % styles.length] as Style }));
}

function facets(type: ProductType, choice: Choice): Record<string, string> {
  const entries = Object.entries(type.facets ?? {});
  return Object.fromEntries(entries.map(([name, values]) => [name, choice.pick(values)]));
}

function product(category: CategorySlug, type: ProductType, { title, brand, style }: Model): SampleProduct {
  const name = `${title} ${style.name} ${type.noun}`;
  const slug = slugOf(name);
  const choice = seededChoice(slug);
  const { options, variants, colours } = assort(
    type,
    style,
    `${type.code}-${wordCode(title)}`,
    brand.priceFactor,
    choice,
  );
  const [colour] = colours;
  if (!colour) throw new Error(`${name} has no colour`);
  return {
    id: productId(slug),
    slug,
    name,
    description: describe(type, style, brand, title, choice),
    brand: brand.name,
    categories: type.also ? [category, type.also] : [category],
    attributes: {
      type: type.noun,
      style: style.name,
      material: style.material,
      colour,
      colourFamily: colourFamily(colour),
      madeIn: brand.madeIn,
      ...facets(type, choice),
    },
    options,
    variants,
    taxClass: type.taxClass ?? "standard",
    createdAt: new Date(newest - Math.floor(choice.next() * twoYears)).toISOString(),
  };
}

/**
 * Builds the whole sample catalog, grouped by category and type. Each call builds equal products.
 */
export function sampleCatalog(): SampleProduct[] {
  return sampleCategories.flatMap(({ slug }) =>
    productTypes[slug].flatMap((type) =>
      models(type, brandsOf[slug]).map((model) => product(slug, type, model)),
    ),
  );
}
