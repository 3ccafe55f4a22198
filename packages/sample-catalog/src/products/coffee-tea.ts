import { palettes } from "../palettes.ts";
import type { ProductType } from "../product-type.ts";
import { axis, styles } from "../product-type.ts";

export const coffeeTeaProducts: readonly ProductType[] = [
  {
    noun: "Coffee Beans",
    code: "COF",
    drawing: "coffee-bag",
    taxClass: "food",
    price: 13,
    grams: 270,
    colours: ["Kraft", "Terracotta", "Petrol", "Mustard", "Plum", "Sage", "Rust"],
    maxColours: 1,
    axes: [
      axis("Weight", ["250 g", "250G", 1], ["500 g", "500G", 1.85, 1.95], ["1 kg", "1KG", 3.4, 3.85]),
      axis("Grind", ["Whole bean", "BEAN", 1], ["Filter", "FILT", 1], ["Espresso", "ESPR", 1]),
    ],
    titles: [
      "Sidama",
      "Huila",
      "Antigua",
      "Kirinyaga",
      "Tarrazu",
      "Minas",
      "Gayo",
      "Nyeri",
      "Chiapas",
      "Yirgacheffe",
      "Cajamarca",
      "Kayanza",
    ],
    styles: styles(`
      Light-Roast | Arabica | 1.1 | Roasted lightly, it keeps its acidity and tastes of berries and black tea.
      Medium-Roast | Arabica | 1 | A medium roast brings out milk chocolate, hazelnut and a little orange.
      Dark-Roast | Arabica and robusta | 0.9 | Roasted slowly to the second crack, it is full, smoky and low in acid.
      Espresso | Arabica | 1.05 | Caramel, cocoa and a thick crema make it the choice for machines and moka pots.
      Decaf | Arabica | 1.15 | Spring water took the caffeine out and left plum and toffee behind.
    `),
    openers: [
      "{collection} coffee comes from small farms that {brand} visits each year.",
      "These beans from {collection} were picked ripe and dried on raised beds.",
    ],
    details: [
      "We roast to order and ship on the same day.",
      "Best between one week and two months after roasting.",
      "The bag has a valve and a zip and goes into paper recycling.",
    ],
  },
  {
    noun: "Loose-Leaf Tea",
    code: "TEA",
    drawing: "tea-tin",
    taxClass: "food",
    price: 14,
    grams: 160,
    colours: ["Forest", "Petrol", "Brick", "Mustard", "Plum", "Sky", "Sage", "Coral"],
    maxColours: 1,
    axes: [axis("Weight", ["75 g", "75G", 1], ["150 g", "150G", 1.8, 1.7], ["300 g", "300G", 3.2, 3])],
    styles: styles(`
      Assam | Black tea | 0.9 | Malty and brisk, it stands up to milk at any hour.
      Darjeeling | Black tea | 1.3 | A first-flush garden tea, light, floral and a little like muscatel.
      Earl Grey | Black tea | 1 | Real bergamot oil lifts a blend of long Ceylon leaves.
      Sencha | Green tea | 1.4 | Steamed within hours of picking, it tastes of grass and sea air.
      Chamomile | Herbal infusion | 0.85 | Whole flower heads brew a golden cup without caffeine.
    `),
    openers: [
      "The {collection} is blended in small batches and packed by hand.",
      "Warm the pot, add a spoon of the {collection} and wait three minutes.",
    ],
    details: [
      "The tin keeps out light and is easily refilled.",
      "The leaves are good for two infusions.",
      "It is grown without pesticides and tested for them too.",
    ],
  },
  {
    noun: "Mug",
    code: "MUG",
    drawing: "mug",
    also: "kitchen",
    price: 18,
    grams: 340,
    colours: palettes.glaze,
    maxColours: 4,
    axes: [axis("Capacity", ["250 ml", "250ML", 1], ["350 ml", "350ML", 1.15, 1.25])],
    styles: styles(`
      Stoneware | Stoneware | 1 | Thick walls keep the second half as warm as the first.
      Speckled | Stoneware | 1.15 | Iron in the clay breaks through the glaze in fine freckles.
      Dipped | Stoneware | 1.2 | A dip of glaze leaves the foot bare and pleasant to hold. | dipped-mug
      Enamel | Enamelled steel | 0.8 | Light and nearly unbreakable, it is at home by the tent and the tap. | enamel-mug
      Porcelain | Porcelain | 1.3 | Thin porcelain with a fine lip flatters a delicate brew.
    `),
    openers: [
      "The {collection} is the mug that is always in the dishwasher.",
      "A whole hand fits the handle of the {collection}.",
    ],
    details: [
      "It is safe in microwave and dishwasher.",
      "The foot is polished and kind to tables.",
      "Made in one form, glazed in many.",
    ],
  },
  {
    noun: "French Press",
    code: "FRP",
    drawing: "french-press",
    price: 39,
    grams: 720,
    colours: ["Steel", "Black", "Copper", "Sage", "Brass"],
    maxColours: 2,
    axes: [axis("Capacity", ["0.35 L", "035L", 1], ["0.6 L", "06L", 1.2, 1.3], ["1 L", "1L", 1.45, 1.7])],
    styles: styles(`
      Glass | Borosilicate glass | 1 | Clear glass shows the bloom and the moment to press.
      Double-Wall | Stainless steel | 1.5 | Two walls of steel keep four cups hot through a long breakfast. | steel-press
      Travel | Tritan copolyester | 0.9 | Press it, close it and drink from it on the train.
      Stoneware | Stoneware | 1.3 | A warm stoneware jug suits the table better than any machine. | steel-press | Cream,Sage,Charcoal,Indigo
    `),
    openers: [
      "The {collection} makes full-bodied coffee with nothing to throw away.",
      "Four minutes and a slow push: the {collection} is as easy as that.",
    ],
    details: [
      "A fine double mesh keeps the last sip clean.",
      "Every part can be bought separately.",
      "The frame comes off for the dishwasher.",
    ],
  },
  {
    noun: "Teapot",
    code: "TPT",
    drawing: "teapot",
    also: "kitchen",
    price: 44,
    grams: 860,
    colours: palettes.glaze,
    axes: [axis("Capacity", ["0.6 L", "06L", 1], ["1.1 L", "11L", 1.35, 1.5])],
    styles: styles(`
      Stoneware | Stoneware | 1 | A round belly gives the leaves room to turn.
      Cast-Iron | Cast iron | 1.5 | Enamelled inside, the heavy iron keeps tea hot for an hour. | - | Iron,Petrol,Forest,Plum
      Porcelain | Porcelain | 1.3 | White-bodied porcelain lets the glaze glow.
      Brown-Betty | Red clay | 0.8 | The old English shape in red clay has never been bettered. | - | Chestnut,Terracotta,Black
    `),
    openers: [
      "The {collection} pours without dribbling, which is rarer than it should be.",
      "{brand} tried eleven spouts before the {collection} was right.",
    ],
    details: [
      "A steel basket lifts the leaves out in time.",
      "The lid stays on to the last cup.",
      "Rinse it with hot water only and let it darken inside.",
    ],
  },
  {
    noun: "Coffee Dripper",
    code: "DRP",
    drawing: "coffee-dripper",
    price: 26,
    grams: 380,
    colours: palettes.glaze,
    maxColours: 3,
    axes: [axis("Cups", ["1-2 cups", "2C", 1], ["3-4 cups", "4C", 1.25, 1.35])],
    styles: styles(`
      Conical | Porcelain | 1 | Spiral ribs let air escape and the water find its own pace.
      Flat-Bed | Stoneware | 1.15 | Three small holes in a flat base forgive an uneven pour.
      Steel | Stainless steel | 1.2 | A laser-cut mesh needs no paper and lets the oils through. | - | Steel,Copper,Black
      Wooden-Collar | Borosilicate glass | 1.5 | Glass below, a wooden collar above, and a leather tie around it. | pour-over-jug | Clear,Smoke
    `),
    openers: [
      "The {collection} slows down the first ten minutes of the day.",
      "Bloom, pour, wait: the {collection} rewards a steady hand.",
    ],
    details: [
      "The wide rim is easy to aim for.",
      "A measuring spoon is included.",
      "It rinses clean in seconds.",
    ],
  },
  {
    noun: "Coffee Grinder",
    code: "GRD",
    drawing: "coffee-grinder",
    price: 72,
    grams: 640,
    colours: ["Steel", "Black", "Copper", "Gunmetal", "Brass"],
    maxColours: 2,
    styles: styles(`
      Hand | Stainless steel | 1 | Steel burrs on two bearings grind twenty grams in forty turns.
      Box | Beech | 0.8 | A wooden drawer catches the coffee, and the smell. | box-grinder | Beech
      Travel | Aluminium | 0.75 | The crank folds and the whole mill slips inside a press.
      Precision | Hardened steel | 2.2 | Clicks of twelve microns set it for anything from Turkish to cold brew.
    `),
    openers: [
      "With the {collection} the coffee is ground when the water is hot, not before.",
      "The {collection} makes the smell that gets everyone up.",
    ],
    details: [
      "The burrs come out without tools and go back the same way.",
      "The grip does not slip, even with wet hands.",
      "Settings are numbered and easily found again.",
    ],
  },
  {
    noun: "Travel Cup",
    code: "CUP",
    drawing: "travel-cup",
    also: "outdoor",
    price: 24,
    grams: 280,
    colours: palettes.technical,
    axes: [
      axis(
        "Capacity",
        ["240 ml", "240ML", 1],
        ["350 ml", "350ML", 1.15, 1.2],
        ["470 ml", "470ML", 1.3, 1.45],
      ),
    ],
    styles: styles(`
      Insulated | Stainless steel | 1.2 | A vacuum between two walls keeps the coffee hot to the last stop.
      Ceramic-Lined | Ceramic-coated steel | 1.4 | A ceramic layer inside leaves no taste of metal.
      Cork-Band | Tempered glass | 1 | The cork band saves fingers and can be swapped when worn.
      Screw-Top | Stainless steel | 1.1 | Upside down in a bag, it still does not leak.
    `),
    openers: [
      "The {collection} fits under the machine, in the hand and in the car.",
      "One {collection} replaces a year of paper cups.",
    ],
    details: [
      "The lid opens and closes with one thumb.",
      "It comes apart into three pieces for washing.",
      "A rubber foot keeps it quiet on the desk.",
    ],
  },
  {
    noun: "Espresso Cups",
    code: "ESP",
    drawing: "espresso-cup",
    also: "kitchen",
    price: 28,
    grams: 420,
    colours: palettes.glaze,
    axes: [axis("Set", ["Set of 2", "2PC", 1], ["Set of 4", "4PC", 1.8, 2])],
    styles: styles(`
      Porcelain | Porcelain | 1 | Thick, preheated porcelain keeps a short coffee from going cold.
      Stoneware | Stoneware | 0.9 | Rough outside and smooth within, they sit well in the hand.
      Ribbed | Porcelain | 1.2 | Fine ribs add grip and catch the light.
      Two-Tone | Earthenware | 1.1 | One colour outside and another inside make a shelf of pairs.
    `),
    openers: [
      "The {collection} is made for three sips and a clear head.",
      "Stack the {collection} on the machine and they are always warm.",
    ],
    details: [
      "Matching saucers are included.",
      "Each cup holds 80 ml.",
      "They are safe in the dishwasher, handles included.",
    ],
  },
];
