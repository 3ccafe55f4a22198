import type { Product, Variant } from "@tradewind/client";

export interface Choice {
  /** Name of the option, such as `colour`. */
  name: string;
  values: { value: string; chosen: boolean; leadsTo: Variant }[];
}

export const canBeBought = ({ availability }: Pick<Variant, "availability">): boolean =>
  availability !== "out_of_stock";

/** The variant that a page shows: the one in its address, else the first that can be bought. */
export function shownVariant({ variants }: Product, sku: string | null): Variant | undefined {
  return variants.find((one) => one.sku === sku) ?? variants.find(canBeBought) ?? variants[0];
}

/** The options of a product with the variant to which each value leads. */
export const choicesOf = (product: Product, shown: Variant): Choice[] =>
  product.options.map(({ name, values }) => ({
    name,
    values: values.flatMap((value) => {
      const leadsTo = variantWith(product.variants, { ...shown.options, [name]: value }, name);
      return leadsTo ? [{ value, chosen: shown.options[name] === value, leadsTo }] : [];
    }),
  }));

/** The variant with all wanted options, else one that has the option of the given name. */
function variantWith(
  variants: readonly Variant[],
  wanted: Readonly<Record<string, string>>,
  name: string,
): Variant | undefined {
  const candidates = variants.filter(({ options }) => options[name] === wanted[name]);
  const all = candidates.find(({ options }) =>
    Object.entries(wanted).every(([option, value]) => options[option] === value),
  );
  return all ?? candidates.find(canBeBought) ?? candidates[0];
}
