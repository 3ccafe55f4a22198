/** A tile that is repeated over a surface, so that wool looks knitted and oak has a grain. */
export interface Texture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly marks: string;
}

const stroke = (d: string, colour: string, width: number, opacity: number) =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-opacity="${opacity}" stroke-linecap="round"/>`;

const dark = "#1d2030";
const light = "#fffaf0";

const knit: Texture = {
  name: "knit",
  width: 20,
  height: 18,
  marks: stroke("M0 3l10 9 10-9M0 12l10 9 10-9M0-6l10 9 10-9", dark, 3, 0.1),
};
const grain: Texture = {
  name: "grain",
  width: 260,
  height: 76,
  marks: stroke("M0 10q65-16 130 0t130 0M0 34q60 14 120 4t140-4M0 60q90-14 150 2t110-2", dark, 3, 0.1),
};
const speckle: Texture = {
  name: "speckle",
  width: 96,
  height: 92,
  marks: stroke("M12 20h.1M58 9h.1M82 44h.1M34 62h.1M70 80h.1M8 84h.1M48 38h.1", dark, 5, 0.24),
};
const weave: Texture = {
  name: "weave",
  width: 8,
  height: 8,
  marks: `${stroke("M0 2h8", dark, 1.4, 0.07)}${stroke("M2 0v8", light, 1.4, 0.08)}`,
};
const ripstop: Texture = {
  name: "ripstop",
  width: 26,
  height: 26,
  marks: stroke("M0 13h26M13 0v26", light, 2, 0.13),
};
const plait: Texture = {
  name: "plait",
  width: 44,
  height: 32,
  marks: stroke("M2 8q9-9 20 0t20 0M-20 24q11-9 22 0t20 0 22 0", dark, 5, 0.17),
};
const nap: Texture = {
  name: "nap",
  width: 30,
  height: 30,
  marks: stroke("M5 6l4 3M19 4l-3 4M25 17l3-2M9 21l-4 2M17 25l4 1M14 13l2 3", dark, 2, 0.13),
};

const textureOf: readonly (readonly [words: RegExp, texture: Texture])[] = [
  [/felt|plush|mohair|velvet|flannel|brushed cotton|cork/i, nap],
  [/wool|cashmere|knit\b/i, knit],
  [/seagrass|jute|willow|rattan/i, plait],
  [/woven/i, weave],
  [/stoneware|terracotta|clay|earthenware/i, speckle],
  [/oak|walnut|beech|ash\b|maple|acacia|bamboo|cedar|larch|linden|plywood|veneer/i, grain],
  [/ripstop|parachute|coated nylon|recycled nylon|\bpolyester$/i, ripstop],
  [/canvas|linen|cotton|denim|twill|drill|cloth|corduroy/i, weave],
];

/** Colour families of unpainted wood. Wood of any other colour is painted. */
const woodFamilies = ["Brown", "Beige", "Orange", "Gold"];

export function textureFor(material: string, colourFamily: string): Texture | undefined {
  // In "steel and walnut", the first material is the body's. Paint hides the grain.
  const [body = ""] = material.split(" and ");
  if (/painted/i.test(body)) return undefined;
  const texture = textureOf.find(([words]) => words.test(body))?.[1];
  return texture === grain && !woodFamilies.includes(colourFamily) ? undefined : texture;
}
