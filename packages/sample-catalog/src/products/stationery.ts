import { paperSizes } from "../axes.ts";
import { palettes } from "../palettes.ts";
import type { ProductType } from "../product-type.ts";
import { axis, styles } from "../product-type.ts";

export const stationeryProducts: readonly ProductType[] = [
  {
    noun: "Notebook",
    code: "NTB",
    drawing: "notebook",
    price: 16,
    grams: 280,
    colours: palettes.paper,
    axes: [paperSizes],
    styles: styles(`
      Dotted | Recycled paper | 1 | Pale dots guide the pen and vanish behind the drawing.
      Hardcover | Book cloth | 1.3 | Book cloth over board survives a year at the bottom of a bag.
      Spiral | Kraft board | 0.8 | The wire lets it lie flat or fold right back. | spiral-notebook
      Stone-Paper | Stone paper | 1.2 | Made from stone dust, its pages take rain, coffee and pencil.
      Sketch | Cotton paper | 1.5 | Thick cotton paper takes a wash without buckling. | spiral-notebook
    `),
    openers: [
      "The {collection} opens flat and stays open.",
      "Start the {collection} anywhere; it does not judge.",
    ],
    details: [
      "The 100 gram paper does not let ink through.",
      "A ribbon, an elastic and a back pocket are built in.",
      "Pages are numbered and the first two are an index.",
    ],
    facets: { pages: ["96", "144", "192"] },
  },
  {
    noun: "Fountain Pen",
    code: "FPN",
    drawing: "fountain-pen",
    price: 48,
    grams: 24,
    colours: ["Ink", "Emerald", "Scarlet", "Graphite", "Brass", "Petrol", "Plum"],
    maxColours: 3,
    axes: [axis("Nib", ["Extra fine", "EF", 1], ["Fine", "F", 1], ["Medium", "M", 1], ["Broad", "B", 1])],
    styles: styles(`
      Pocket | Aluminium | 0.8 | Short in the pocket, it is full length once the cap is posted.
      Resin | Resin | 1.2 | Polished resin shows depth and never feels cold.
      Brass | Brass | 1.4 | Solid brass has weight enough to write by itself. | - | Brass
      Piston | Resin | 2 | Twist the end and it drinks a month of ink from the bottle.
    `),
    openers: [
      "The {collection} makes even a shopping list look considered.",
      "{brand} balanced the {collection} for a light grip and long letters.",
    ],
    details: [
      "The steel nib is smoothed and tested by hand.",
      "It takes cartridges and a converter, both supplied.",
      "The cap closes with half a turn.",
    ],
  },
  {
    noun: "Pencil Set",
    code: "PCL",
    drawing: "pencil-set",
    price: 14,
    grams: 90,
    colours: ["Lemon", "Forest", "Navy", "Brick", "Black", "Tangerine"],
    maxColours: 2,
    axes: [axis("Pack", ["6 pencils", "6PC", 1], ["12 pencils", "12PC", 1.7, 2])],
    styles: styles(`
      Graphite | Incense cedar | 1 | Grades from 4B to 2H cover everything from shading to plans.
      Coloured | Linden wood | 1.4 | Soft, strong pigments layer and blend without wax bloom.
      Watercolour | Linden wood | 1.7 | A wet brush turns each line into a wash.
      Carpenter's | Basswood | 0.9 | Flat sides stop them from rolling off the roof.
    `),
    openers: [
      "The {collection} smells of cedar and first days of school.",
      "Keep the {collection} sharp and the ideas follow.",
    ],
    details: [
      "The cores are glued along their whole length and seldom break.",
      "They come in a tin that also serves as a tray.",
      "The lacquer is water-based and safe to chew.",
    ],
  },
  {
    noun: "Pencil Case",
    code: "PCS",
    drawing: "pencil-case",
    also: "bags",
    price: 19,
    grams: 95,
    colours: palettes.textile,
    styles: styles(`
      Canvas | Waxed canvas | 1 | Waxed canvas takes ink, rain and years without complaint.
      Leather | Vegetable-tanned leather | 2.2 | One piece of leather is folded, stitched and left to age. | - | Tan,Cognac,Chestnut,Black
      Roll-Up | Cotton canvas | 1.3 | Thirty slots roll up into a bundle the size of a fist.
      Felt | Wool felt | 0.9 | Thick felt keeps lenses and nibs from harm. | - | Slate,Stone,Forest,Mustard
    `),
    openers: [
      "The {collection} keeps pens together and easy to find.",
      "Small, tough and plain, the {collection} goes from class to studio.",
    ],
    details: [
      "The brass zip opens from end to end.",
      "It holds about twenty pens, a rubber and a short ruler.",
      "A flat inner pocket takes stamps and nibs.",
    ],
  },
  {
    noun: "Desk Organiser",
    code: "ORG",
    drawing: "desk-organiser",
    price: 38,
    grams: 850,
    colours: palettes.wood,
    maxColours: 2,
    styles: styles(`
      Oak | Oak | 1.2 | Slots cut from one block of oak hold pens, phone and cards. | - | Oak
      Modular | Painted steel | 1 | Magnetic trays move about until they match your habits. | - | Black,Chalk,Sage,Mustard,Petrol
      Cork | Cork | 0.8 | Turned cork is soft to scissors and silent under keys. | - | Cork
      Walnut | Walnut | 1.6 | A quiet walnut tray gathers what would otherwise wander. | - | Walnut
    `),
    openers: [
      "The {collection} gives everything on the desk an address.",
      "Clear the table in one minute with the {collection}.",
    ],
    details: [
      "Felt feet spare the desktop.",
      "The deep pot suits rulers and brushes.",
      "A groove at the front holds a phone upright.",
    ],
  },
  {
    noun: "Greeting Cards",
    code: "CRD",
    drawing: "greeting-cards",
    price: 12,
    grams: 110,
    colours: ["Blush", "Sage", "Sky", "Butter", "Coral", "Lavender", "Kraft"],
    maxColours: 2,
    axes: [axis("Pack", ["4 cards", "4PC", 1], ["8 cards", "8PC", 1.7, 2])],
    styles: styles(`
      Letterpress | Cotton paper | 1.4 | The type is pressed deep enough to be read by thumb.
      Botanical | Recycled paper | 1 | Each card shows a plant from an old herbarium.
      Linocut | Recycled paper | 1.1 | Prints cut in lino keep the marks of the tool.
      Blank | Kraft paper | 0.75 | Nothing inside, nothing outside: the words are yours. | - | Kraft
    `),
    openers: [
      "Send the {collection} before the message can become an e-mail.",
      "The {collection} says it on good paper.",
    ],
    details: [
      "Matching envelopes are included.",
      "They come in a slim box, free of plastic.",
      "The cards measure 105 by 148 mm.",
    ],
  },
  {
    noun: "Bottled Ink",
    code: "INK",
    drawing: "ink-bottle",
    price: 18,
    grams: 160,
    colours: ["Ink", "Emerald", "Berry", "Black", "Teal", "Rust", "Plum", "Cobalt"],
    axes: [axis("Volume", ["30 ml", "30ML", 1], ["50 ml", "50ML", 1.4, 1.5])],
    styles: styles(`
      Iron-Gall | Iron gall ink | 1.2 | It darkens on the page within a minute and lasts for centuries.
      Shimmer | Dye ink | 1.3 | Shake it, and fine gold floats through every line.
      Everyday | Dye ink | 0.9 | Quick to dry and easy to flush, it suits every pen.
      Pigment | Pigment ink | 1.4 | Once dry, neither water nor sunlight moves it.
    `),
    openers: [
      "The {collection} shades from pale to deep within a single stroke.",
      "{brand} mixes the {collection} in batches of two hundred bottles.",
    ],
    details: [
      "The wide bottle lets the largest nib reach the last drop.",
      "It flows well and does not feather on ordinary paper.",
      "The glass is heavy enough not to tip.",
    ],
  },
  {
    noun: "Planner",
    code: "PLN",
    drawing: "planner",
    price: 26,
    grams: 420,
    colours: palettes.paper,
    axes: [axis("Layout", ["Daily", "DAY", 1.2], ["Weekly", "WEEK", 1], ["Monthly", "MONTH", 0.85, 0.7])],
    styles: styles(`
      Undated | Recycled paper | 1 | Without dates, it forgives holidays and bad weeks.
      Leather | Vegetable-tanned leather | 2 | The leather cover is refilled each year and only gets better. | - | Tan,Cognac,Black,Olive
      Linen | Book linen | 1.2 | Linen boards and rounded corners travel well.
      Desk | Kraft board | 0.8 | Lying open beside the keyboard, it shows the whole week. | spiral-notebook
    `),
    openers: [
      "The {collection} leaves space around each day.",
      "Write it down in the {collection} and it has half happened.",
    ],
    details: [
      "Two ribbons mark today and the month.",
      "The last pages are for lists, maps and ideas.",
      "It lies flat from the first page to the last.",
    ],
  },
  {
    noun: "Washi Tape",
    code: "TAP",
    drawing: "washi-tape",
    price: 7,
    grams: 60,
    colours: palettes.bright,
    maxColours: 4,
    axes: [axis("Pack", ["2 rolls", "2PC", 1], ["4 rolls", "4PC", 1.8, 2])],
    styles: styles(`
      Striped | Washi paper | 1 | Fine stripes line up wherever two ends meet.
      Plain | Washi paper | 0.85 | One flat colour, slightly see-through, layers like watercolour.
      Dotted | Washi paper | 1 | Little dots make cheerful labels and borders.
      Wide | Washi paper | 1.3 | At 30 mm it wraps a parcel by itself.
    `),
    openers: [
      "The {collection} sticks, lifts and sticks again.",
      "Labels, corners, calendars: the {collection} settles them all.",
    ],
    details: [
      "It tears straight by hand and takes ink well.",
      "It comes off walls and paper without a trace.",
      "Each roll holds ten metres.",
    ],
  },
];
