import { palettes } from "../palettes.ts";
import type { ProductType } from "../product-type.ts";
import { axis, styles } from "../product-type.ts";

export const homeProducts: readonly ProductType[] = [
  {
    noun: "Cushion",
    code: "CUS",
    drawing: "cushion",
    price: 34,
    grams: 520,
    colours: palettes.textile,
    axes: [
      axis("Size", ["40 x 40 cm", "40", 1], ["50 x 50 cm", "50", 1.25, 1.5], ["60 x 40 cm", "60", 1.2, 1.4]),
    ],
    styles: styles(`
      Linen | Linen | 1 | Stone-washed linen creases in the right places.
      Wool | Lambswool | 1.4 | A dense lambswool cover is warm to lean on and hard to stain.
      Velvet | Cotton velvet | 1.15 | Short-pile velvet catches the light differently from every seat.
      Block-Print | Cotton | 0.9 | The pattern is printed by hand, one block at a time. | printed-cushion
      Striped | Cotton canvas | 0.95 | Woven stripes run through the cloth and never wash out. | striped-cushion
    `),
    openers: [
      "The {collection} changes a sofa for the price of a dinner.",
      "Plump, plain and well made, the {collection} goes with what you have.",
    ],
    details: [
      "The cover closes with a hidden zip and is washed at 30 degrees.",
      "A feather-free filling made from recycled bottles is included.",
      "Piped edges keep the corners sharp.",
    ],
  },
  {
    noun: "Throw Blanket",
    code: "THR",
    drawing: "folded-blanket",
    price: 79,
    grams: 900,
    colours: palettes.textile,
    styles: styles(`
      Merino | Merino wool | 1.6 | Fine merino weighs little and warms at once.
      Herringbone | Lambswool | 1.2 | A herringbone weave gives soft lambswool some backbone.
      Waffle | Cotton | 0.75 | The waffle weave traps air and dries quickly on the line.
      Mohair | Mohair | 2.1 | Brushed mohair makes a cloud with a fringe.
      Recycled | Recycled wool | 0.85 | Old jumpers, sorted by colour and spun again, need no new dye.
    `),
    openers: [
      "The {collection} belongs on the arm of the chair everyone wants.",
      "Wrap up in the {collection} and let the heating wait.",
    ],
    details: [
      "It measures 130 by 180 cm, enough for two who like each other.",
      "The fringe is knotted by hand.",
      "Air it outside and it rarely needs washing.",
    ],
  },
  {
    noun: "Vase",
    code: "VAS",
    drawing: "vase",
    price: 42,
    grams: 980,
    colours: palettes.glaze,
    axes: [axis("Height", ["15 cm", "15CM", 1], ["25 cm", "25CM", 1.5, 1.8])],
    styles: styles(`
      Stoneware | Stoneware | 1 | A speckled clay shows through the glaze at the rim.
      Bud | Porcelain | 0.6 | The narrow neck holds a single stem upright. | bud-vase
      Fluted | Earthenware | 1.2 | Deep flutes throw soft shadows all around. | fluted-vase
      Glass | Mouth-blown glass | 1.3 | Mouth-blown glass keeps a few tiny bubbles as proof. | bud-vase | Clear,Amber,Smoke,Emerald
    `),
    openers: [
      "The {collection} looks finished with flowers and without.",
      "A branch from the garden is all the {collection} needs.",
    ],
    details: [
      "The heavy base keeps tall stems from toppling.",
      "It is glazed inside and out and watertight.",
      "Each piece is thrown by one pair of hands, so sizes vary by a few millimetres.",
    ],
  },
  {
    noun: "Scented Candle",
    code: "CAN",
    drawing: "candle",
    price: 24,
    grams: 380,
    colours: ["Cream", "Blush", "Sage", "Charcoal", "Sky", "Honey"],
    maxColours: 1,
    axes: [
      axis(
        "Scent",
        ["Fig", "FIG", 1],
        ["Cedar", "CEDAR", 1],
        ["Sea Salt", "SALT", 1],
        ["Neroli", "NEROLI", 1.1, 1],
      ),
    ],
    styles: styles(`
      Soy-Wax | Soy wax | 1 | Soy wax burns cool and clean, with a pool that reaches the rim.
      Beeswax | Beeswax | 1.4 | Pure beeswax adds a note of honey to everything. | - | Honey
      Three-Wick | Rapeseed wax | 1.6 | Three wicks fill a large room within half an hour.
      Travel | Soy wax | 0.6 | A tin with a screw lid takes the smell of home along.
    `),
    openers: [
      "Light the {collection} when the guests ring, not before dinner.",
      "The {collection} smells of one thing and does it well.",
    ],
    details: [
      "Trim the cotton wick to 5 mm and it will not soot.",
      "It burns for about forty hours.",
      "The empty vessel is worth keeping.",
    ],
  },
  {
    noun: "Wall Clock",
    code: "CLK",
    drawing: "wall-clock",
    price: 58,
    grams: 740,
    colours: ["Chalk", "Sage", "Black", "Mustard", "Petrol", "Terracotta"],
    maxColours: 3,
    styles: styles(`
      Oak | Oak | 1.2 | A solid oak ring frames a dial that can be read from the stove. | - | Oak
      Railway | Painted steel | 1 | The dial follows the big clocks of provincial platforms.
      Silent | Aluminium | 0.9 | The hand sweeps without a tick, fit for bedrooms and readers.
      Enamel | Enamelled steel | 1.3 | A domed enamel face keeps its white for a century.
    `),
    openers: [
      "The {collection} tells the time and otherwise keeps quiet.",
      "Hang the {collection} where the day starts.",
    ],
    details: [
      "A German quartz movement runs two years on one battery.",
      "It is 28 cm across and hangs on a single screw.",
      "The glass is curved and easy to wipe.",
    ],
  },
  {
    noun: "Storage Basket",
    code: "BSK",
    drawing: "basket",
    price: 39,
    grams: 800,
    colours: palettes.fibre,
    maxColours: 2,
    axes: [axis("Size", ["Small", "S", 1], ["Medium", "M", 1.4, 1.5], ["Large", "L", 1.9, 2.2])],
    styles: styles(`
      Seagrass | Seagrass | 1 | Knotted seagrass smells faintly of hay and keeps its shape. | - | Seagrass,Natural
      Jute | Jute | 0.9 | Coiled jute rope is soft on floors and on toes. | - | Jute,Charcoal
      Willow | Willow | 1.5 | Steamed willow is woven wet and sets as hard as a chair. | - | Kraft,Natural
      Felt | Wool felt | 1.2 | Thick felt stands by itself and folds away flat. | - | Slate,Stone,Charcoal
    `),
    openers: [
      "The {collection} swallows toys, blankets or firewood and looks tidy doing it.",
      "A room calms down around the {collection}.",
    ],
    details: [
      "Two stitched handles take the full load.",
      "It is made entirely by hand in about five hours.",
      "Sizes nest inside one another for shipping and storage.",
    ],
  },
  {
    noun: "Mirror",
    code: "MIR",
    drawing: "mirror",
    price: 89,
    grams: 3200,
    colours: ["Oak", "Walnut", "Black", "Brass"],
    maxColours: 1,
    axes: [axis("Diameter", ["40 cm", "40CM", 1], ["60 cm", "60CM", 1.5, 1.9], ["80 cm", "80CM", 2.1, 3])],
    styles: styles(`
      Oak-Framed | Oak | 1.1 | A thin ring of bent oak holds the glass without visible joints. | - | Oak
      Brass-Framed | Brass | 1.4 | Unlacquered brass warms in tone as the years go by. | - | Brass
      Slim | Powder-coated steel | 1 | The frame is as thin as a coin and vanishes into the wall. | - | Black,Chalk,Sage
      Walnut-Framed | Walnut | 1.3 | A bevelled walnut frame gives depth to a plain wall. | - | Walnut
    `),
    openers: [
      "The {collection} doubles the light of the smallest hall.",
      "Round and calm, the {collection} suits a crowded wall.",
    ],
    details: [
      "Copper-free silvering resists steam and stays clear to the edge.",
      "A keyhole plate and the right screw are included.",
      "The back is sealed for bathrooms.",
    ],
  },
  {
    noun: "Picture Frame",
    code: "FRM",
    drawing: "picture-frame",
    price: 28,
    grams: 620,
    colours: ["Oak", "Walnut", "Black", "Chalk", "Sage", "Ochre"],
    maxColours: 2,
    axes: [axis("Size", ["A5", "A5", 1], ["A4", "A4", 1.35, 1.6], ["A3", "A3", 1.8, 2.4])],
    styles: styles(`
      Oak | Oak | 1.15 | Straight oak bars meet in mitres you have to search for. | - | Oak
      Walnut | Walnut | 1.4 | Oiled walnut suits old photographs and new ones. | - | Walnut
      Painted | Painted beech | 1 | A matte coat of colour turns a print into an object. | - | Black,Chalk,Sage,Ochre,Petrol
      Deep | Ash | 1.3 | The deep box leaves space for shells, tickets and medals. | - | Ash,Black
    `),
    openers: [
      "The {collection} lets the picture do the talking.",
      "Frame it in the {collection} and finally hang it.",
    ],
    details: [
      "An acid-free mount is included.",
      "The acrylic pane is clear, light and hard to break.",
      "It stands or hangs, upright or across.",
    ],
  },
  {
    noun: "Stool",
    code: "STO",
    drawing: "stool",
    price: 95,
    grams: 3600,
    colours: palettes.wood,
    maxColours: 3,
    axes: [axis("Height", ["45 cm", "45CM", 1], ["65 cm", "65CM", 1.25, 1.3])],
    styles: styles(`
      Three-Legged | Beech | 1 | Three legs stand firm even on old stone floors. | - | Beech
      Milking | Oak | 0.9 | Low and broad, it is a seat, a step and a bedside table. | - | Oak
      Turned | Ash | 1.2 | The legs are turned on a lathe and wedged through the seat. | - | Ash
      Woven-Seat | Oak | 1.4 | A seat of paper cord gives just enough. | - | Oak
    `),
    openers: [
      "The {collection} is the seat that always gets borrowed.",
      "Light enough for one hand, the {collection} wanders through the house.",
    ],
    details: [
      "The joints are wedged and glued, without a single screw.",
      "A soap finish is easily renewed at home.",
      "It carries 150 kg.",
    ],
  },
];
