import type { ColourName } from "./colours.ts";

type Palette = readonly ColourName[];

/** The colours that each kind of product is made in. */
export const palettes = {
  textile: [
    "Oatmeal",
    "Navy",
    "Sage",
    "Rust",
    "Charcoal",
    "Ochre",
    "Plum",
    "Sky",
    "Forest",
    "Blush",
    "Terracotta",
  ],
  apparel: [
    "Navy",
    "Charcoal",
    "Oatmeal",
    "Forest",
    "Rust",
    "Ochre",
    "Denim",
    "Berry",
    "Sage",
    "Black",
    "Camel",
  ],
  technical: ["Pine", "Slate", "Ember", "Glacier", "Moss", "Sand", "Marine", "Mustard", "Petrol", "Brick"],
  glaze: ["Cream", "Sage", "Sea", "Terracotta", "Chalk", "Indigo", "Mustard", "Blush", "Charcoal", "Petrol"],
  enamel: ["Cream", "Sage", "Petrol", "Scarlet", "Navy", "Mustard", "Forest", "Coral", "Charcoal", "Sky"],
  metal: ["Steel", "Gunmetal", "Brass", "Copper", "Black"],
  painted: ["Black", "Sage", "Chalk", "Mustard", "Petrol", "Rust", "Dove", "Forest", "Blush"],
  leather: ["Tan", "Cognac", "Chestnut", "Black", "Olive", "Navy"],
  wood: ["Oak", "Walnut", "Beech", "Ash", "Acacia", "Maple"],
  bright: ["Scarlet", "Lemon", "Cobalt", "Fern", "Coral", "Mint", "Tangerine", "Lavender", "Teal"],
  glass: ["Clear", "Amber", "Smoke", "Emerald"],
  device: ["Graphite", "Silver", "Ivory", "Ink", "Sage", "Rust", "Black"],
  paper: ["Kraft", "Navy", "Forest", "Brick", "Ochre", "Slate", "Rose", "Teal", "Black"],
  grip: ["Scarlet", "Tangerine", "Cobalt", "Fern", "Black", "Lemon", "Teal"],
  fibre: ["Natural", "Jute", "Seagrass", "Charcoal", "Kraft"],
} as const satisfies Record<string, Palette>;
