import type { ColourName } from "./colours.ts";
import { colourCode } from "./colours.ts";
import { priceEnding, roundedPrice, roundedWeight } from "./pricing.ts";
import type { SampleOption, SampleVariant } from "./product-shape.ts";
import type { Axis, AxisValue, ProductType, Style } from "./product-type.ts";
import type { Choice } from "./seeded-choice.ts";

const mostVariants = 12;

/** The options of a product and their combinations: each combination is a variant. */
export interface Assortment {
  readonly options: readonly SampleOption[];
  readonly variants: readonly SampleVariant[];
  readonly colours: readonly ColourName[];
}

/** A run of neighbours, at least half of them: sizes M to XL, but never S and XL alone. */
function someOf(axis: Axis, choice: Choice): Axis {
  const count = choice.whole(Math.max(2, Math.ceil(axis.values.length / 2)), axis.values.length);
  const start = choice.whole(0, axis.values.length - count);
  return { name: axis.name, values: axis.values.slice(start, start + count) };
}

function colourAxis(colours: readonly ColourName[]): Axis {
  const values = colours.map((name) => ({
    label: name,
    code: colourCode(name),
    priceFactor: 1,
    weightFactor: 1,
  }));
  return { name: "Colour", values };
}

function combinations(axes: readonly Axis[]): AxisValue[][] {
  return axes.reduce<AxisValue[][]>(
    (partial, axis) => partial.flatMap((chosen) => axis.values.map((value) => [...chosen, value])),
    [[]],
  );
}

/** Units on hand: some sold out, some nearly, the cheaper the more. */
function drawStock(cents: number, choice: Choice): number {
  const luck = choice.next();
  if (luck < 0.07) return 0;
  if (luck < 0.2) return choice.whole(1, 5);
  return choice.whole(20, cents < 3000 ? 480 : cents < 12_000 ? 240 : 90);
}

export function assort(
  type: ProductType,
  style: Style,
  skuStem: string,
  brandFactor: number,
  choice: Choice,
): Assortment {
  const sizes = (type.axes ?? []).map((axis) => someOf(axis, choice));
  const room = Math.floor(mostVariants / sizes.reduce((product, axis) => product * axis.values.length, 1));
  const palette = choice.shuffle(style.colours ?? type.colours);
  const colours = palette.slice(0, choice.whole(1, Math.min(type.maxColours ?? 4, room, palette.length)));
  const axes = colours.length > 1 ? [...sizes, colourAxis(colours)] : sizes;

  const base = type.price * style.priceFactor * brandFactor * (0.94 + choice.next() * 0.12);
  const grams = type.grams * (0.92 + choice.next() * 0.16);
  const ending = priceEnding(base, choice);
  const variants = combinations(axes).map((chosen) => {
    const price = roundedPrice(
      chosen.reduce((amount, value) => amount * value.priceFactor, base),
      ending,
    );
    return {
      sku: [skuStem, ...chosen.map((value) => value.code)].join("-"),
      options: Object.fromEntries(chosen.map((value, index) => [axes[index]?.name ?? "", value.label])),
      price,
      weightGrams: roundedWeight(chosen.reduce((amount, value) => amount * value.weightFactor, grams)),
      stock: drawStock(price, choice),
    };
  });
  const options = axes.map((axis) => ({ name: axis.name, values: axis.values.map((value) => value.label) }));
  return { options, variants, colours };
}
