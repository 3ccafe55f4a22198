/**
 * Hex value, the family a shopper filters by, and the SKU code where the upper-case name is too
 * long for one.
 */
type Colour = readonly [hex: string, family: string, code?: string];

const colours = {
  Chalk: ["#f1eee6", "White"],
  Cream: ["#f2e7cf", "White"],
  Ivory: ["#ece3cf", "White"],
  Oatmeal: ["#d8c9af", "Beige"],
  Sand: ["#d4bb8e", "Beige"],
  Camel: ["#bf9562", "Beige"],
  Stone: ["#b3aca0", "Grey"],
  Dove: ["#bfc4c7", "Grey"],
  Slate: ["#64727e", "Grey"],
  Smoke: ["#858b91", "Grey"],
  Charcoal: ["#474c52", "Grey"],
  Graphite: ["#52575d", "Grey"],
  Black: ["#303236", "Black"],
  Ink: ["#2c3754", "Blue"],
  Navy: ["#28436a", "Blue"],
  Marine: ["#28668f", "Blue"],
  Cobalt: ["#315bb0", "Blue"],
  Denim: ["#4d6e97", "Blue"],
  Indigo: ["#404e8c", "Blue"],
  Sky: ["#8ab8d4", "Blue"],
  Glacier: ["#aacfdd", "Blue"],
  Petrol: ["#215867", "Blue"],
  Teal: ["#2f8386", "Green"],
  Sea: ["#62a2a1", "Green"],
  Sage: ["#91a889", "Green"],
  Mint: ["#a4d1b9", "Green"],
  Fern: ["#578c52", "Green"],
  Moss: ["#717f49", "Green"],
  Olive: ["#7f7d49", "Green"],
  Pine: ["#305a52", "Green"],
  Forest: ["#315f48", "Green"],
  Emerald: ["#3c8f6d", "Green"],
  Lemon: ["#efcd49", "Yellow"],
  Butter: ["#f0d88c", "Yellow"],
  Honey: ["#dfa746", "Yellow"],
  Mustard: ["#d19f39", "Yellow"],
  Ochre: ["#c48834", "Yellow"],
  Tangerine: ["#ec8c3a", "Orange", "TANGER"],
  Amber: ["#c6823a", "Orange"],
  Ember: ["#dc5b34", "Orange"],
  Coral: ["#e87e68", "Orange"],
  Terracotta: ["#c46f4f", "Orange", "TERRA"],
  Rust: ["#b2583b", "Red"],
  Brick: ["#a24838", "Red"],
  Scarlet: ["#c63a33", "Red"],
  Berry: ["#903453", "Red"],
  Rose: ["#ce8991", "Pink"],
  Blush: ["#e5b8aa", "Pink"],
  Lavender: ["#a698c4", "Purple"],
  Plum: ["#6c4463", "Purple"],
  Tan: ["#b88151", "Brown"],
  Cognac: ["#9e5b33", "Brown"],
  Chestnut: ["#70432e", "Brown"],
  Cocoa: ["#60473c", "Brown"],
  Oak: ["#cca26b", "Brown"],
  Beech: ["#dfbb8c", "Beige"],
  Ash: ["#e0caa4", "Beige"],
  Maple: ["#e4c697", "Beige"],
  Bamboo: ["#d8b675", "Beige"],
  Acacia: ["#a56f45", "Brown"],
  Cherrywood: ["#ae6843", "Brown", "CHERRY"],
  Walnut: ["#7d563c", "Brown"],
  Kraft: ["#c49a6b", "Brown"],
  Cork: ["#c59762", "Brown"],
  Jute: ["#c5a672", "Beige"],
  Seagrass: ["#aaa46d", "Green"],
  Natural: ["#dac397", "Beige"],
  Clear: ["#cfe1e6", "Clear"],
  Steel: ["#b5bdc4", "Silver"],
  Silver: ["#c6ccd1", "Silver"],
  Titanium: ["#979ca2", "Silver", "TITAN"],
  Gunmetal: ["#5b6269", "Grey"],
  Iron: ["#404247", "Black"],
  Brass: ["#c29848", "Gold"],
  Copper: ["#c0794e", "Copper"],
  Bronze: ["#8c6b46", "Brown"],
} as const satisfies Record<string, Colour>;

export type ColourName = keyof typeof colours;

export function isColourName(name: string): name is ColourName {
  return Object.hasOwn(colours, name);
}

export function colourHex(name: string): string {
  return isColourName(name) ? colours[name][0] : "#8a8f94";
}

export function colourFamily(name: ColourName): string {
  return colours[name][1];
}

export function colourCode(name: ColourName): string {
  const [, , code]: Colour = colours[name];
  return code ?? name.toUpperCase();
}
