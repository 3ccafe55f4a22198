import type { Brand, ProductType, Style } from "./product-type.ts";
import type { Choice } from "./seeded-choice.ts";

/**
 * Two to four sentences: what it is, what sets this style apart, and perhaps a detail and a word on
 * the maker.
 */
export function describe(
  type: ProductType,
  style: Style,
  brand: Brand,
  collection: string,
  choice: Choice,
): string {
  const opener = choice.pick(type.openers).replace("{collection}", collection).replace("{brand}", brand.name);
  const [first = "", second = ""] = choice.shuffle(type.details);
  const plans = [
    [opener, style.sentence],
    [opener, style.sentence, first],
    [opener, first, style.sentence],
    [opener, style.sentence, first, second],
    // A second mention of the maker within four sentences would read like an advertisement.
    opener.includes(brand.name)
      ? [opener, style.sentence, second]
      : [opener, style.sentence, first, brand.sentence],
  ];
  return choice.pick(plans).join(" ");
}
