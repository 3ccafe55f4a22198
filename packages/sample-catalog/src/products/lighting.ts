import { flex } from "../axes.ts";
import { palettes } from "../palettes.ts";
import type { ProductType } from "../product-type.ts";
import { axis, styles } from "../product-type.ts";

export const lightingProducts: readonly ProductType[] = [
  {
    noun: "Desk Lamp",
    code: "DSK",
    drawing: "desk-lamp",
    price: 78,
    grams: 1900,
    colours: palettes.painted,
    styles: styles(`
      Articulated | Painted steel | 1.2 | Two sprung arms hold the light exactly where the hand leaves it.
      Gooseneck | Powder-coated steel | 0.85 | The flexible neck bends around books, plants and screens.
      Clamp | Aluminium | 0.9 | A clamp frees the desk and grips edges up to 6 cm.
      Brass | Brass | 1.7 | Brushed brass and a linen cord bring some warmth to paperwork. | - | Brass
    `),
    openers: [
      "The {collection} puts light on the page and keeps it out of your eyes.",
      "{brand} built the {collection} for long evenings and small print.",
    ],
    details: [
      "The shade turns all the way round.",
      "A heavy base keeps it steady at full reach.",
      "It takes an ordinary E27 bulb, so you choose the light.",
    ],
  },
  {
    noun: "Pendant Light",
    code: "PEN",
    drawing: "dome-pendant",
    price: 96,
    grams: 1500,
    colours: palettes.painted,
    axes: [axis("Diameter", ["25 cm", "25CM", 1], ["40 cm", "40CM", 1.4, 1.6])],
    styles: styles(`
      Dome | Spun aluminium | 1 | A spun dome with a white inside throws a wide pool over the table.
      Factory | Enamelled steel | 1.1 | The flared enamel shade hung over workbenches long before it reached kitchens. | factory-pendant
      Globe | Opal glass | 1.3 | Opal glass glows evenly all around, without a hard shadow. | globe-pendant | Chalk,Cream,Smoke
      Paper | Rice paper | 0.45 | Rice paper over thin bamboo hoops softens any bulb. | globe-pendant | Ivory,Chalk
      Rattan | Rattan | 0.9 | Woven rattan draws a net of light on the ceiling. | dome-pendant | Natural,Kraft,Black
    `),
    openers: [
      "Hang the {collection} low over the table and the room gathers round.",
      "The {collection} is one clear shape, on or off.",
    ],
    details: [
      "The textile cord is two metres long and shortens without tools.",
      "A ceiling rose in the same colour is included.",
      "Use any E27 bulb up to 60 W.",
    ],
  },
  {
    noun: "Floor Lamp",
    code: "FLR",
    drawing: "floor-lamp",
    price: 139,
    grams: 5200,
    colours: palettes.painted,
    maxColours: 3,
    styles: styles(`
      Tripod | Oak | 1.2 | Three oak legs carry a linen drum as steadily as an easel. | tripod-lamp | Oatmeal,Chalk,Sage,Charcoal
      Arc | Brushed steel | 1.5 | The long arc brings light over the sofa from behind it. | arc-lamp
      Reading | Powder-coated steel | 1 | A jointed head follows the book, whichever way you lounge.
      Linen-Shade | Powder-coated steel | 1.1 | The linen shade filters the light to the colour of late afternoon. | - | Oatmeal,Chalk,Sage,Ochre,Blush
    `),
    openers: [
      "The {collection} gives a dark corner something to do.",
      "Set the {collection} behind the chair and the evening is arranged.",
    ],
    details: [
      "A foot switch saves the stoop.",
      "The cord leaves from the base, close to the wall.",
      "It comes in two parts and is put together in a minute.",
    ],
  },
  {
    noun: "Table Lamp",
    code: "TBL",
    drawing: "table-lamp",
    price: 84,
    grams: 2100,
    colours: palettes.glaze,
    styles: styles(`
      Ceramic | Stoneware | 1 | The thrown base is glazed by hand and slightly different each time.
      Mushroom | Mouth-blown glass | 1.3 | Cap and stem glow together like something found in a wood. | mushroom-lamp | Amber,Blush,Chalk,Smoke
      Pleated | Stoneware and linen | 1.15 | A pleated shade turns bare light into something to read by.
      Portable | Aluminium | 0.9 | A battery for twelve hours takes it to the balcony and back. | mushroom-lamp | Sage,Black,Terracotta,Cream,Mustard
    `),
    openers: [
      "The {collection} makes a small, warm island in a large room.",
      "{brand} shaped the {collection} to be touched in the dark.",
    ],
    details: [
      "A dimmer sits on the cord, easily found by hand.",
      "The shade is removable and can be dusted with a brush.",
      "A warm 2,700 K bulb is included.",
    ],
  },
  {
    noun: "Lantern",
    code: "LAN",
    drawing: "lantern",
    also: "outdoor",
    price: 46,
    grams: 1100,
    colours: ["Black", "Brass", "Copper", "Sage", "Chalk", "Brick"],
    maxColours: 3,
    axes: [axis("Height", ["25 cm", "25CM", 1], ["35 cm", "35CM", 1.4, 1.6])],
    styles: styles(`
      Storm | Galvanised steel | 1 | The glass chimney keeps a flame alive in a stiff breeze.
      Candle | Powder-coated steel | 0.8 | A hinged door opens wide enough for a thick candle.
      Solar | Bamboo | 0.9 | It gathers daylight and lights itself at dusk, for eight hours. | - | Bamboo
      Rechargeable | Aluminium | 1.3 | A dimmable LED runs thirty hours and charges a phone in need.
    `),
    openers: [
      "The {collection} lights the steps, the table or the tent.",
      "Carry the {collection} outside and stay there longer.",
    ],
    details: [
      "The handle swings flat and locks upright.",
      "It is sealed against rain and sea air.",
      "The glass lifts out for cleaning.",
    ],
  },
  {
    noun: "String Lights",
    code: "STR",
    drawing: "string-lights",
    also: "garden",
    price: 32,
    grams: 680,
    colours: ["Black", "Forest", "Chalk"],
    maxColours: 2,
    axes: [axis("Length", ["5 m", "5M", 1], ["10 m", "10M", 1.5, 1.9], ["20 m", "20M", 2.4, 3.6])],
    styles: styles(`
      Festoon | Rubber cable | 1.2 | Heavy rubber cable and full-size bulbs stay up the whole year.
      Solar | Recycled plastic | 1 | A panel on a spike does away with the hunt for a socket.
      Edison | Rubber cable | 1.4 | Clear bulbs show a coil of warm light, as in the old cafes.
      Micro | Copper wire | 0.6 | Tiny lights on bendable copper wire disappear by day.
    `),
    openers: [
      "String up the {collection} and the yard becomes a place to be.",
      "The {collection} brings the last evening of the holidays home.",
    ],
    details: [
      "The bulbs are shatterproof and replaceable.",
      "A timer switches off after six hours.",
      "Several sets can be joined end to end.",
    ],
  },
  {
    noun: "Wall Sconce",
    code: "SCO",
    drawing: "wall-sconce",
    price: 67,
    grams: 880,
    colours: palettes.painted,
    maxColours: 3,
    axes: [flex],
    styles: styles(`
      Plug-In | Powder-coated steel | 1 | It hangs on one screw and plugs in, with no electrician in sight.
      Swing-Arm | Brass | 1.5 | The arm swings out for reading and back for sleep. | - | Brass,Black
      Half-Moon | Stoneware | 1.2 | Light washes up and down the wall around a plain half disc. | half-moon-sconce | Chalk,Sand,Terracotta,Sage
      Opal | Opal glass | 1.3 | A globe of opal glass gives soft light to hall and mirror. | - | Brass,Black,Chalk
    `),
    openers: [
      "The {collection} frees the bedside table.",
      "A pair of the {collection} frames a mirror or a bed.",
    ],
    details: [
      "The switch is on the cord at pillow height.",
      "It fits G9 and E14 bulbs with the adapter supplied.",
      "The back plate hides two screws.",
    ],
  },
  {
    noun: "Light Bulb",
    code: "BUL",
    drawing: "light-bulb",
    price: 9,
    grams: 60,
    colours: ["Clear", "Amber", "Smoke"],
    maxColours: 2,
    axes: [axis("Pack", ["Single", "1PC", 1], ["Pack of 3", "3PC", 2.6, 3])],
    styles: styles(`
      Filament | Glass | 1 | Long LED filaments look like the old ones and use a tenth of the power.
      Dimmable | Glass | 1.2 | It dims to a candle's level without a flicker or a hum.
      Globe | Glass | 1.4 | The large globe is made for bare cords and big mirrors.
      Smart | Polycarbonate | 2 | Set colour and time by phone, or leave it to its own routine. | - | Clear
    `),
    openers: [
      "The {collection} makes bare bulbs worth looking at.",
      "Screw in the {collection} and the room grows warmer at once.",
    ],
    details: [
      "It is rated for 15,000 hours.",
      "Colours render naturally, at CRI 95.",
      "It reaches full brightness the moment you switch it on.",
    ],
    facets: { socket: ["E27", "E14"] },
  },
];
