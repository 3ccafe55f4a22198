import { handSizes } from "../axes.ts";
import { palettes } from "../palettes.ts";
import type { ProductType } from "../product-type.ts";
import { axis, styles } from "../product-type.ts";

export const gardenProducts: readonly ProductType[] = [
  {
    noun: "Plant Pot",
    code: "POT",
    drawing: "plant-pot",
    also: "home",
    price: 19,
    grams: 900,
    colours: palettes.glaze,
    maxColours: 3,
    axes: [axis("Diameter", ["12 cm", "12CM", 1], ["18 cm", "18CM", 1.6, 1.9], ["24 cm", "24CM", 2.4, 3.2])],
    styles: styles(`
      Terracotta | Terracotta | 0.8 | Bare clay breathes and grows a fine grey bloom in time. | - | Terracotta
      Glazed | Stoneware | 1.2 | A reactive glaze runs differently on each pot.
      Fluted | Stoneware | 1.35 | Vertical flutes hide drips and flatter trailing plants. | fluted-pot
      Footed | Fibre clay | 1.5 | Three short legs lift it off the floor and let it drain. | footed-pot | Charcoal,Stone,Chalk,Sage
    `),
    openers: [
      "The {collection} makes a supermarket basil look like a decision.",
      "Root room, a drain hole and good looks: the {collection}.",
    ],
    details: [
      "A saucer in the same finish is included.",
      "It is frost-proof down to minus 15 degrees.",
      "The inside is unglazed, which roots prefer.",
    ],
  },
  {
    noun: "Watering Can",
    code: "WTR",
    drawing: "watering-can",
    price: 36,
    grams: 950,
    colours: ["Forest", "Sage", "Cream", "Copper", "Slate", "Mustard"],
    maxColours: 3,
    axes: [axis("Capacity", ["1.5 L", "15L", 1], ["5 L", "5L", 1.4, 1.7], ["9 L", "9L", 1.7, 2.4])],
    styles: styles(`
      Galvanised | Galvanised steel | 1 | Hot-dipped zinc will see off rust for twenty years. | - | Steel,Slate
      Long-Reach | Powder-coated steel | 1.2 | The long spout finds the pot at the very back.
      Indoor | Stainless steel | 0.9 | A thin spout waters seedlings drop by drop.
      Copper | Copper | 2.1 | Copper looks fine beside the ferns and turns slowly green. | - | Copper
    `),
    openers: [
      "The {collection} is balanced full, half full and empty.",
      "Fill the {collection} in the evening and water in the morning.",
    ],
    details: [
      "The brass rose unscrews and gives a soft shower.",
      "A high collar stops slopping on the way.",
      "One hand carries it and the same hand pours.",
    ],
  },
  {
    noun: "Trowel",
    code: "TRW",
    drawing: "trowel",
    price: 22,
    grams: 260,
    colours: ["Oak", "Ash", "Walnut", "Cherrywood"],
    maxColours: 1,
    styles: styles(`
      Planting | Stainless steel | 1 | The dished blade lifts a whole plug with its soil.
      Transplanting | Carbon steel | 1.1 | Narrow and marked in centimetres, it sets bulbs at the right depth.
      Forged | Forged steel | 1.7 | Hammered in one piece, it has no weld that could give up.
      Bulb | Stainless steel | 0.95 | A sharp tip cuts turf and a waist keeps the hole narrow.
    `),
    openers: [
      "The {collection} slides in where others scrape.",
      "{brand} gave the {collection} a long neck and a warm handle.",
    ],
    details: [
      "The wooden handle is oiled twice and carries a leather loop.",
      "A rolled edge spares the palm.",
      "Rinse it, dry it and it will stay bright.",
    ],
  },
  {
    noun: "Secateurs",
    code: "SEC",
    drawing: "secateurs",
    also: "tools",
    price: 44,
    grams: 230,
    colours: palettes.grip,
    maxColours: 2,
    styles: styles(`
      Bypass | Carbon steel | 1 | Two curved blades pass like scissors and leave a clean cut.
      Anvil | Carbon steel | 0.85 | One straight blade meets a soft anvil and parts dead wood with ease.
      Ratchet | Carbon steel | 1.2 | Three easy squeezes cut what one hard squeeze would not.
      Florist's | Stainless steel | 0.75 | Slim points reach between stems without bruising a petal.
    `),
    openers: [
      "The {collection} cuts roses without being thanked for it.",
      "Sharp, light and easily found in the grass: the {collection}.",
    ],
    details: [
      "Every part can be replaced with one spanner.",
      "A groove drains the sap before it sticks.",
      "The catch opens with the thumb of either hand.",
    ],
  },
  {
    noun: "Bird House",
    code: "BRH",
    drawing: "bird-house",
    price: 34,
    grams: 1300,
    colours: ["Sage", "Rust", "Sky", "Cream", "Oak", "Slate"],
    maxColours: 2,
    styles: styles(`
      Nesting | Larch | 1 | A 32 mm hole suits tits and sparrows and keeps out bullies.
      Feeding | Cedar | 0.9 | A deep roof keeps seeds dry and the view open.
      Slate-Roofed | Oak | 1.4 | Real slate over oak will last longer than the tree it hangs on.
      Lodge | Larch | 1.6 | Three doors in a row suit sparrows, who like neighbours.
    `),
    openers: [
      "Put up the {collection} in autumn and it may be let by March.",
      "The {collection} brings the garden its morning concert.",
    ],
    details: [
      "The front opens for cleaning once a year.",
      "Drain holes and thick walls keep the nest dry.",
      "It hangs on one screw, facing east if you can.",
    ],
  },
  {
    noun: "Seeds",
    code: "SEE",
    drawing: "seed-packet",
    price: 4,
    grams: 15,
    colours: ["Fern", "Scarlet", "Honey", "Lavender", "Coral", "Lemon", "Berry"],
    maxColours: 1,
    axes: [axis("Packet", ["Small", "S", 1], ["Large", "L", 1.8, 2])],
    titles: [
      "Sweet Basil",
      "Runner Bean",
      "Cherry Tomato",
      "Cornflower",
      "Giant Sunflower",
      "Rainbow Chard",
      "Climbing Sweet Pea",
      "French Marigold",
      "Butternut Squash",
      "Poppy Mix",
      "Curly Kale",
      "Purple Carrot",
    ],
    styles: styles(`
      Organic | Open-pollinated seed | 1 | The seed is certified organic and comes true year after year.
      Heritage | Open-pollinated seed | 1.2 | An old variety was kept going by three generations of growers.
      Early | Untreated seed | 1.05 | Sow it under glass in February and be ahead of the neighbours.
    `),
    openers: [
      "{collection} is a rewarding start for a bed or a balcony box.",
      "{brand} has grown {collection} on its trial beds for ten summers.",
    ],
    details: [
      "Nine seeds in ten come up, tested each season.",
      "Sowing dates and distances are printed on the back.",
      "Keep the packet cool and dry and it lasts three years.",
    ],
    facets: { sowing: ["February to April", "March to May", "April to June"] },
  },
  {
    noun: "Gardening Gloves",
    code: "GGL",
    drawing: "gloves",
    price: 18,
    grams: 130,
    colours: ["Forest", "Mustard", "Terracotta", "Sage", "Denim", "Berry"],
    maxColours: 3,
    axes: [handSizes],
    styles: styles(`
      Rose-Pruning | Goatskin | 1.8 | Long cuffs take on brambles and win.
      Weeding | Bamboo knit | 0.8 | A thin coated palm lets you feel the root.
      Winter | Fleece-lined latex | 1.1 | Lined to the wrist, they make digging in January bearable.
      Canvas | Cotton canvas | 0.9 | Plain canvas with a leather palm suits barrow and spade.
    `),
    openers: [
      "The {collection} keeps thorns out and feeling in.",
      "Hang the {collection} by the back door and nobody will borrow others.",
    ],
    details: [
      "The cuff keeps soil out.",
      "They go in the washing machine at 30 degrees.",
      "Fingertips are doubled where they wear first.",
    ],
  },
  {
    noun: "Planter Box",
    code: "PLB",
    drawing: "planter-box",
    price: 58,
    grams: 3800,
    colours: ["Oak", "Slate", "Sage", "Charcoal", "Chalk", "Rust"],
    maxColours: 2,
    axes: [axis("Length", ["60 cm", "60CM", 1], ["80 cm", "80CM", 1.3, 1.35], ["100 cm", "100CM", 1.6, 1.7])],
    styles: styles(`
      Cedar | Cedar | 1 | Cedar needs no treatment and silvers by the second summer. | - | Oak
      Steel | Corten steel | 1.7 | Weathering steel rusts once and then never again. | - | Rust
      Window | Powder-coated steel | 0.7 | Brackets fit sills and railings up to 12 cm. | - | Slate,Sage,Chalk,Charcoal
      Self-Watering | Recycled plastic | 0.9 | A reservoir looks after the tomatoes for a week. | - | Charcoal,Chalk,Sage
    `),
    openers: [
      "The {collection} turns a ledge into a herb garden.",
      "Three plants in the {collection} and the balcony has a view.",
    ],
    details: [
      "A liner and drainage holes are already in place.",
      "The feet let air pass underneath.",
      "It arrives flat and goes together in ten minutes.",
    ],
  },
];
