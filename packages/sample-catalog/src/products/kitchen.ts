import { palettes } from "../palettes.ts";
import type { ProductType } from "../product-type.ts";
import { axis, styles } from "../product-type.ts";

export const kitchenProducts: readonly ProductType[] = [
  {
    noun: "Kettle",
    code: "KET",
    drawing: "kettle",
    also: "coffee-tea",
    price: 49,
    grams: 900,
    colours: palettes.enamel,
    axes: [axis("Capacity", ["1 L", "1L", 1], ["1.5 L", "15L", 1.2, 1.25], ["2 L", "2L", 1.35, 1.5])],
    styles: styles(`
      Gooseneck | Stainless steel | 1.4 | The slim, curved spout pours slowly and exactly where you want it. | gooseneck-kettle | Steel,Black,Copper,Sage
      Enamel | Enamelled steel | 1 | Two coats of enamel keep their shine over gas, induction or an open fire.
      Whistling | Stainless steel | 0.95 | A clear two-note whistle calls you back before the water is wasted.
      Cast-Iron | Cast iron | 1.6 | Thick iron holds its heat on the table long after the flame is off. | - | Iron,Forest,Navy,Brick
      Copper | Copper | 2.4 | Solid copper with a tinned inside boils fast and darkens handsomely. | - | Copper
    `),
    openers: [
      "The {collection} is a kettle to leave out on the stove.",
      "{brand} drew the {collection} with one line from base to spout.",
    ],
    details: [
      "The handle stays cool and folds out of the way for filling.",
      "A wide lid lets a hand in for cleaning.",
      "It sits flat on every kind of hob.",
    ],
  },
  {
    noun: "Saucepan",
    code: "SAU",
    drawing: "saucepan",
    price: 45,
    grams: 950,
    colours: ["Steel", "Gunmetal", "Copper", "Black"],
    maxColours: 1,
    axes: [
      axis("Diameter", ["16 cm", "16CM", 1], ["18 cm", "18CM", 1.15, 1.2], ["20 cm", "20CM", 1.3, 1.45]),
    ],
    styles: styles(`
      Tri-Ply | Tri-ply steel | 1.5 | Aluminium between two layers of steel spreads the heat to the very rim. | - | Steel
      Copper | Copper | 2.8 | Copper follows the flame at once, which is all that a caramel asks for. | - | Copper
      Non-Stick | Ceramic-coated aluminium | 0.9 | The ceramic coating lets porridge and milk slide out clean. | - | Gunmetal,Black,Sage,Petrol
      Milk | Enamelled steel | 0.8 | A lip on both sides pours neatly for right and left hands. | - | Cream,Sky,Sage,Scarlet
    `),
    openers: [
      "The {collection} is the pan you will reach for every day.",
      "Balanced in the hand, the {collection} pours without a drip.",
    ],
    details: [
      "The riveted handle stays cool and hangs from a hook.",
      "Marks inside show half and full litres.",
      "The lid rests tilted on the rim to let steam out.",
    ],
  },
  {
    noun: "Casserole",
    code: "CAS",
    drawing: "casserole",
    price: 129,
    grams: 3900,
    colours: palettes.enamel,
    axes: [axis("Capacity", ["3 L", "3L", 1], ["4.5 L", "45L", 1.25, 1.3], ["6 L", "6L", 1.5, 1.6])],
    styles: styles(`
      Round | Enamelled cast iron | 1 | Thick walls hold an even simmer for hours on the smallest flame.
      Oval | Enamelled cast iron | 1.12 | The long shape takes a whole chicken or a shoulder of lamb.
      Shallow | Enamelled cast iron | 0.95 | Wide and low, it browns on the hob and finishes in the oven.
      Stoneware | Stoneware | 0.55 | Glazed stoneware goes from oven to table and keeps seconds warm.
    `),
    openers: [
      "The {collection} is for Sundays, stews and people who come back for more.",
      "Put the {collection} in the oven and take the afternoon off.",
    ],
    details: [
      "Ridges under the lid drip the juices back over the dish.",
      "Broad handles leave room for thick oven gloves.",
      "The pale enamel inside shows how far the browning has come.",
    ],
  },
  {
    noun: "Kitchen Knife",
    code: "KNF",
    drawing: "kitchen-knife",
    price: 68,
    grams: 190,
    colours: ["Walnut", "Oak", "Black", "Cherrywood"],
    maxColours: 3,
    styles: styles(`
      Chef's | Carbon steel | 1.3 | A deep, gently curved blade rocks through herbs and onions.
      Santoku | Damascus steel | 1.9 | The straight, thin edge is made for clean downward cuts.
      Paring | Stainless steel | 0.5 | Short and nimble, it peels, tops and cores in the hand.
      Bread | Stainless steel | 0.9 | Pointed teeth open a hard crust without crushing the crumb.
      Carving | Carbon steel | 1.1 | A long, narrow blade draws through a roast in one stroke.
    `),
    openers: [
      "The {collection} comes off the stone sharp enough to cut tomatoes by its weight.",
      "{brand} hardens the {collection} to 60 Rockwell and grinds it thin.",
    ],
    details: [
      "The full tang balances right at the bolster.",
      "Wipe it dry after use and it will last for decades.",
      "It arrives in a sleeve that keeps edge and fingers safe.",
    ],
  },
  {
    noun: "Chopping Board",
    code: "BRD",
    drawing: "chopping-board",
    price: 36,
    grams: 1100,
    colours: palettes.wood,
    maxColours: 1,
    axes: [axis("Size", ["Small", "S", 1], ["Medium", "M", 1.35, 1.5], ["Large", "L", 1.8, 2.2])],
    styles: styles(`
      Oak | Oak | 1 | Close-grained oak is kind to edges and shrugs off the marks. | - | Oak
      Walnut | Walnut | 1.5 | Dark walnut looks as good under cheese as it does under a knife. | - | Walnut
      End-Grain | Acacia | 1.7 | Fibres set on end part under the blade and close again after it. | - | Acacia
      Bamboo | Bamboo | 0.6 | Pressed bamboo is light, hard and quick to dry. | - | Bamboo
      Beech | Beech | 0.8 | Pale beech is the board of bakers: smooth, heavy and easily scrubbed. | - | Beech
    `),
    openers: [
      "The {collection} lies still on the worktop and looks after your knives.",
      "One face of the {collection} is for bread, the other for everything else.",
    ],
    details: [
      "A groove catches juices before they reach the edge.",
      "The hole fits a hook or a thumb.",
      "Oil it twice a year and it will outlive the kitchen.",
    ],
  },
  {
    noun: "Mixing Bowl",
    code: "BWL",
    drawing: "mixing-bowl",
    price: 24,
    grams: 700,
    colours: palettes.glaze,
    axes: [axis("Capacity", ["1.5 L", "15L", 1], ["2.5 L", "25L", 1.25, 1.4], ["4 L", "4L", 1.6, 1.9])],
    styles: styles(`
      Stoneware | Stoneware | 1.3 | Heavy stoneware stays put while you beat, whisk and knead.
      Enamel | Enamelled steel | 1 | Enamel cools quickly for pastry and never takes on a smell.
      Footed | Stoneware | 1.5 | The foot lets you tilt the bowl against your arm for whisking.
      Spouted | Earthenware | 1.2 | A pulled lip pours batter straight into the pan.
    `),
    openers: [
      "The {collection} is for dough on Saturday and salad on Sunday.",
      "Generous and steady, the {collection} starts most recipes.",
    ],
    details: [
      "Bowls of all sizes nest for storage.",
      "It is safe in oven, microwave and dishwasher.",
      "Every glaze comes out of the kiln a little differently.",
    ],
  },
  {
    noun: "Apron",
    code: "APR",
    drawing: "apron",
    also: "clothing",
    taxClass: "clothing",
    price: 38,
    grams: 330,
    colours: palettes.textile,
    styles: styles(`
      Linen | Linen | 1.2 | Washed linen hangs softly and dries between lunch and dinner.
      Canvas | Cotton canvas | 1 | Tight canvas stops splashes and gets better with each wash.
      Denim | Denim | 1.1 | Sturdy selvedge denim fades along your own habits. | - | Denim,Indigo,Black
      Cross-Back | Cotton twill | 1.3 | Straps that cross at the back take the weight off the neck.
    `),
    openers: [
      "The {collection} is cut long enough for cooks who lean on the stove.",
      "Tie on the {collection} and the work begins.",
    ],
    details: [
      "A towel loop and a pencil pocket sit where a hand falls.",
      "The neck strap adjusts on two brass rings.",
      "Bar tacks hold the pocket corners.",
    ],
  },
  {
    noun: "Storage Jar",
    code: "JAR",
    drawing: "storage-jar",
    price: 16,
    grams: 520,
    colours: ["Clear", "Amber", "Smoke"],
    maxColours: 2,
    axes: [axis("Capacity", ["0.5 L", "05L", 1], ["1 L", "1L", 1.3, 1.6], ["2 L", "2L", 1.7, 2.4])],
    styles: styles(`
      Glass | Borosilicate glass | 1 | Thin, strong glass shows at a glance what is running low.
      Clip-Top | Soda-lime glass | 0.9 | The wire clip and rubber ring keep pickles in and air out.
      Cork-Lid | Borosilicate glass | 1.15 | A tapered cork presses into the neck and seals by itself.
      Stoneware | Stoneware | 1.5 | Opaque stoneware keeps coffee and spices out of the light. | ceramic-jar | Cream,Sage,Charcoal,Terracotta
    `),
    openers: [
      "A row of the {collection} turns dry goods into decoration.",
      "The {collection} keeps oats crisp and ants hopeless.",
    ],
    details: [
      "The mouth is wide enough for a measuring cup.",
      "Jars of one width stack securely.",
      "Spare seals are sold separately.",
    ],
  },
  {
    noun: "Frying Pan",
    code: "FRY",
    drawing: "frying-pan",
    price: 52,
    grams: 1200,
    colours: ["Black", "Gunmetal", "Iron"],
    maxColours: 1,
    axes: [axis("Diameter", ["20 cm", "20CM", 1], ["24 cm", "24CM", 1.2, 1.35], ["28 cm", "28CM", 1.4, 1.8])],
    styles: styles(`
      Cast-Iron | Cast iron | 0.9 | A pre-seasoned surface releases eggs now and steaks in fifty years. | - | Iron
      Carbon-Steel | Carbon steel | 1 | Lighter than iron and just as hot, it builds its own patina. | - | Gunmetal
      Ceramic | Ceramic-coated aluminium | 1.1 | The smooth ceramic coating needs hardly any oil. | - | Sage,Black,Cream
      Steel | Tri-ply steel | 1.5 | Bare steel browns properly and leaves the best for the sauce. | - | Steel
    `),
    openers: [
      "The {collection} gets hot, stays hot and browns evenly.",
      "{brand} made the {collection} for the smell of onions in butter.",
    ],
    details: [
      "The sloping sides make it easy to toss.",
      "It works on every hob and in the oven.",
      "The long handle carries a loop for hanging.",
    ],
  },
];
