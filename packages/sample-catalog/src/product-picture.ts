import { colourHex } from "./colours.ts";
import { backdrop } from "./pictures/backdrop.ts";
import { mix } from "./pictures/colour-mix.ts";
import { type DrawingName, drawings, isDrawingName } from "./pictures/drawings.ts";
import { openSheet } from "./pictures/pen.ts";
import { textureFor } from "./pictures/textures.ts";
import type { SampleProduct } from "./product-shape.ts";
import { productTypes } from "./product-types.ts";
import { seededChoice } from "./seeded-choice.ts";

const typesByNoun = new Map(
  Object.values(productTypes)
    .flat()
    .map((type) => [type.noun, type] as const),
);

/** Second colours. They are quiet, so that the product's own colour stands out. */
const accents = ["#f2e7cf", "#2f3f5c", "#d19f39", "#b2583b", "#7e9a84", "#e2b6a6"] as const;

/** The drawing of a product. A type outside the sample catalog gets a parcel. */
export function drawingOf(product: Pick<SampleProduct, "attributes">): DrawingName {
  const type = typesByNoun.get(product.attributes["type"] ?? "");
  const style = type?.styles.find(({ name }) => name === product.attributes["style"]);
  const name = style?.drawing ?? type?.drawing ?? "parcel";
  if (!isDrawingName(name)) throw new Error(`"${name}" is not a drawing`);
  return name;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The size of every picture, in its own units. */
export const PICTURE_SIZE = { width: 800, height: 800 } as const;

/** A self-contained SVG of 800 by 800 units: no script, no font, no external resource. */
export function productPicture(product: SampleProduct): string {
  const choice = seededChoice(`picture ${product.slug}`);
  const main = colourHex(product.attributes["colour"] ?? "");
  const accent = mix(choice.pick(accents), main, 0.12);
  const prefix = `p${product.id.slice(0, 8)}`;
  const texture = textureFor(product.attributes["material"] ?? "", product.attributes["colourFamily"] ?? "");
  const { svg: wall, floor } = backdrop(main, choice);
  const sheet = openSheet(prefix, { main, accent, floor, texture }, choice);
  drawings[drawingOf(product)](sheet.pen);
  const title = `${escapeXml(product.name)}, ${product.attributes["colour"]?.toLowerCase() ?? "plain"}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800" role="img" aria-labelledby="${prefix}t">` +
    `<title id="${prefix}t">${title}</title><defs>${sheet.defs()}</defs>${wall}${sheet.body()}</svg>`
  );
}
