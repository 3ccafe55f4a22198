import { palettes } from "../palettes.ts";
import type { ProductType } from "../product-type.ts";
import { axis, styles } from "../product-type.ts";

export const toyGameProducts: readonly ProductType[] = [
  {
    noun: "Board Game",
    code: "BGM",
    drawing: "board-game",
    price: 38,
    grams: 1200,
    colours: ["Petrol", "Brick", "Forest", "Indigo", "Mustard", "Plum", "Rust"],
    maxColours: 1,
    titles: [
      "Lantern Harbour",
      "Spice Caravan",
      "Thirteen Bridges",
      "Fox & Orchard",
      "Salt Road",
      "Northern Fleet",
      "Clockmaker's Guild",
      "Painted Reef",
      "Orchid Hunters",
      "Winter Palace",
      "River of Tea",
      "Beacon Hill",
    ],
    styles: styles(`
      Family | Recycled card | 1 | The rules fit on two pages and the first round takes twenty minutes.
      Strategy | Recycled card | 1.4 | Ninety minutes of planning are undone by one well-placed rival.
      Cooperative | Recycled card | 1.1 | All win or lose together, and mostly by a hair.
      Two-Player | Recycled card | 0.7 | A tight duel for the kitchen table fits into half an hour.
    `),
    openers: [
      "{collection} is a game of small decisions with long consequences.",
      "In {collection} everyone has a plan until the second round.",
    ],
    details: [
      "All tokens are cut from beech and printed on both sides.",
      "Illustrated cards tell the tale as you go.",
      "The insert keeps everything sorted, even upright on a shelf.",
    ],
    facets: { age: ["8+", "10+", "12+"] },
  },
  {
    noun: "Jigsaw Puzzle",
    code: "JIG",
    drawing: "jigsaw",
    price: 22,
    grams: 650,
    colours: ["Sky", "Coral", "Sage", "Mustard", "Teal", "Lavender"],
    maxColours: 1,
    axes: [axis("Pieces", ["500", "500", 1], ["1000", "1000", 1.3, 1.5], ["2000", "2000", 1.9, 2.6])],
    titles: [
      "Alpine Village",
      "Market Day",
      "Botanist's Desk",
      "Night Train",
      "Coral Garden",
      "Harbour at Dusk",
      "Old Map",
      "Butterfly Cabinet",
      "Autumn Wood",
      "Rooftop Cats",
      "Lemon Terrace",
      "Starry Desert",
    ],
    styles: styles(`
      Illustrated | Recycled card | 1 | A new corner of the picture comes to light every evening.
      Wooden | Birch plywood | 1.9 | Laser-cut birch pieces click into place, some in the shape of animals.
      Vintage | Recycled card | 1.05 | The picture is taken from a travel poster of the 1930s.
    `),
    openers: [
      "{collection} keeps a rainy weekend busy.",
      "Spread {collection} on the table and see who stays.",
    ],
    details: [
      "Pieces are thick, matte and fit snugly.",
      "A cotton bag and a folded poster are in the box.",
      "Lost pieces are replaced free of charge.",
    ],
  },
  {
    noun: "Soft Toy",
    code: "SFT",
    drawing: "toy-bear",
    price: 26,
    grams: 240,
    colours: ["Oatmeal", "Camel", "Dove", "Blush", "Honey", "Cocoa"],
    maxColours: 2,
    axes: [axis("Size", ["Small", "S", 1], ["Large", "L", 1.6, 1.9])],
    styles: styles(`
      Bear | Mohair plush | 1.2 | Jointed arms and legs let it sit, wave and travel.
      Rabbit | Cotton plush | 1 | Long ears are made for dragging through the house. | toy-rabbit
      Fox | Wool felt | 1.1 | A brush of a tail and a sly smile are sewn by hand. | toy-fox | Tangerine,Rust,Ember
      Elephant | Corduroy | 1.05 | Soft cord ears flap in the best possible way. | toy-elephant | Dove,Slate,Sky
      Cat | Cotton plush | 0.95 | It lands on its feet and sleeps all day, like the real one. | toy-cat | Charcoal,Honey,Dove,Cream
    `),
    openers: [
      "{collection} listens well and keeps secrets.",
      "Everyone in the house will know where {collection} is at bedtime.",
    ],
    details: [
      "Eyes and nose are embroidered and safe from birth.",
      "It is washed at 30 degrees in a pillowcase.",
      "The filling is made from recycled bottles.",
    ],
    facets: { age: ["0+"] },
  },
  {
    noun: "Building Blocks",
    code: "BLK",
    drawing: "building-blocks",
    price: 32,
    grams: 1300,
    colours: palettes.bright,
    maxColours: 1,
    axes: [axis("Pieces", ["30", "30", 1], ["60", "60", 1.7, 1.9], ["100", "100", 2.5, 3])],
    styles: styles(`
      Wooden | Beech | 1 | Smooth, heavy beech stands up to towers and to tempers. | wooden-blocks | Beech
      Rainbow | Linden wood | 1.25 | Water-based stain leaves the grain to be seen under the colour.
      Castle | Beech | 1.4 | Arches, towers and battlements are ready for a siege.
      Cork | Cork | 1.1 | Cork blocks are quiet, light and good on wet bathroom tiles. | wooden-blocks | Cork
    `),
    openers: [
      "The {collection} becomes a bridge, a zoo or a cake.",
      "Tip out the {collection} and the afternoon is taken care of.",
    ],
    details: [
      "All lengths are multiples of 4 cm, so that things come out even.",
      "Edges are rounded and sanded three times.",
      "They are stored in a cotton sack.",
    ],
    facets: { age: ["1+", "2+", "3+"] },
  },
  {
    noun: "Train Set",
    code: "TRN",
    drawing: "toy-train",
    price: 44,
    grams: 1500,
    colours: ["Scarlet", "Cobalt", "Fern", "Mustard", "Teal"],
    maxColours: 2,
    styles: styles(`
      Freight | Beech | 1 | Three open wagons carry logs, marbles or biscuits.
      Passenger | Beech | 1.1 | Lift the roofs and seat twelve wooden travellers.
      Mountain | Beech | 1.5 | A viaduct and two ramps take the line over the sofa.
      Steam | Linden wood | 1.2 | An old-fashioned engine has brass-coloured rods that turn.
    `),
    openers: [
      "All aboard the {collection}, next stop under the table.",
      "The {collection} runs on imagination and wooden rails.",
    ],
    details: [
      "Magnets couple the wagons either way round.",
      "The track fits all common wooden railways.",
      "The paint is water-based and hard to chip.",
    ],
    facets: { age: ["2+", "3+"] },
  },
  {
    noun: "Playing Cards",
    code: "PLC",
    drawing: "playing-cards",
    price: 11,
    grams: 100,
    colours: ["Brick", "Navy", "Forest", "Plum", "Black", "Teal"],
    maxColours: 2,
    styles: styles(`
      Classic | Linen-finish card | 1 | The linen finish shuffles smoothly and fans evenly.
      Waterproof | Recycled plastic | 1.4 | Play at the beach, in the bath and after spilled juice.
      Botanical | Linen-finish card | 1.2 | Every suit is a family of plants, drawn from life.
      Large-Print | Linen-finish card | 1.1 | Big, clear indices can be read across any table.
    `),
    openers: [
      "The {collection} turns a delayed train into a good hour.",
      "Fifty-two reasons to own the {collection}, and two jokers.",
    ],
    details: [
      "The tuck box is printed with rules for three games.",
      "The corners are cut to a large radius and do not fray.",
      "The faces follow the traditional English pattern.",
    ],
  },
  {
    noun: "Kite",
    code: "KIT",
    drawing: "kite",
    also: "outdoor",
    price: 29,
    grams: 310,
    colours: palettes.bright,
    maxColours: 3,
    styles: styles(`
      Diamond | Ripstop polyester | 1 | The oldest shape of all climbs in the lightest breeze.
      Delta | Ripstop polyester | 1.2 | A wide delta flies itself and forgives a jerky hand.
      Stunt | Ripstop nylon | 1.9 | Two lines draw loops, dives and figures of eight.
      Rainbow | Ripstop polyester | 1.15 | Seven panels are sewn, not printed, and glow against the sun.
    `),
    openers: [
      "The {collection} needs a field, a breeze and someone to run.",
      "Let the {collection} out and watch the line sing.",
    ],
    details: [
      "Fibreglass spars bend before they break.",
      "Sixty metres of line on a winder are included.",
      "It packs into a sleeve as long as an arm.",
    ],
  },
  {
    noun: "Chess Set",
    code: "CHS",
    drawing: "chess-set",
    price: 68,
    grams: 1800,
    colours: ["Walnut", "Oak", "Cherrywood", "Maple"],
    maxColours: 1,
    styles: styles(`
      Tournament | Walnut | 1.4 | Weighted pieces in the classic pattern stand on 55 mm squares. | - | Walnut
      Travel | Beech | 0.6 | The board folds into a case and pegs keep the position. | - | Beech
      Folding | Oak | 0.9 | Board and box in one, with a place for each piece. | - | Oak
      Modern | Maple | 1.2 | The pieces are reduced to cubes, cones and spheres. | - | Maple
    `),
    openers: [
      "The {collection} is always one move from interesting.",
      "Leave the {collection} set up and someone will sit down.",
    ],
    details: [
      "Each piece has a felt base.",
      "A second pair of queens is included.",
      "The inlay is real wood, cut from matched sheets.",
    ],
  },
  {
    noun: "Stacking Rings",
    code: "RNG",
    drawing: "stacking-rings",
    price: 24,
    grams: 480,
    colours: palettes.bright,
    maxColours: 1,
    styles: styles(`
      Rainbow | Beech | 1 | Seven colours go on in order, or gloriously out of it.
      Silicone | Silicone | 0.8 | Soft rings are good for stacking, rolling and new teeth.
      Natural | Maple | 1.1 | Oiled maple in seven shades of pale needs no paint at all. | wooden-rings | Maple
      Tilting | Linden wood | 1.15 | The rounded base wobbles and teaches balance.
    `),
    openers: [
      "The {collection} is a first lesson in large and small.",
      "Up, down and off under the sofa: the {collection}.",
    ],
    details: [
      "The rings are large enough for small hands to grasp.",
      "It meets the strictest toy standard, drool included.",
      "The peg is fixed in the base and rounded on top.",
    ],
    facets: { age: ["6 months+", "1+"] },
  },
];
