import { palettes } from "../palettes.ts";
import type { ProductType } from "../product-type.ts";
import { axis, styles } from "../product-type.ts";

export const toolProducts: readonly ProductType[] = [
  {
    noun: "Hammer",
    code: "HMR",
    drawing: "claw-hammer",
    price: 32,
    grams: 620,
    colours: ["Ash", "Oak", "Walnut"],
    maxColours: 1,
    axes: [axis("Head", ["300 g", "300G", 1], ["450 g", "450G", 1.12, 1.3], ["600 g", "600G", 1.25, 1.6])],
    styles: styles(`
      Claw | Forged steel | 1 | The curved claw draws nails without bruising the board.
      Ball-Peen | Forged steel | 0.95 | The round face spreads rivets and shapes metal. | ball-hammer
      Framing | Forged steel | 1.4 | A milled face and a long handle drive big nails in three blows.
      Joiner's | Forged steel | 1.1 | A slim cross peen starts small nails between the fingers. | ball-hammer
    `),
    openers: [
      "The {collection} lands where you look.",
      "Pick up the {collection} and the balance is obvious.",
    ],
    details: [
      "The wooden handle is wedged, and replaceable.",
      "The striking face is hardened and the claw left tough.",
      "The grip swells at the end so that it stays in the hand.",
    ],
  },
  {
    noun: "Screwdriver",
    code: "SCR",
    drawing: "screwdriver",
    price: 14,
    grams: 120,
    colours: palettes.grip,
    maxColours: 2,
    axes: [
      axis(
        "Tip",
        ["PH1", "PH1", 0.9],
        ["PH2", "PH2", 1],
        ["Slot 4 mm", "SL4", 0.9],
        ["Slot 6 mm", "SL6", 1],
        ["Torx T20", "T20", 1.1, 1],
      ),
    ],
    styles: styles(`
      Magnetic | Chrome-vanadium steel | 1 | The magnetic tip keeps hold of the screw in awkward corners.
      Insulated | Chrome-vanadium steel | 1.3 | Insulation to 1,000 volts reaches almost to the tip.
      Stubby | Chrome-vanadium steel | 0.8 | Short enough for the space behind the pipe.
      Cabinetmaker's | Tool steel | 1.6 | An oval beech handle is turned to fill the palm. | - | Oak,Cherrywood,Walnut
    `),
    openers: [
      "The {collection} fits the screw and the hand.",
      "Blades of the {collection} are ground, not stamped.",
    ],
    details: [
      "A hexagon at the neck takes a spanner.",
      "The size is marked on the cap for finding it upright.",
      "It does not roll off the bench.",
    ],
  },
  {
    noun: "Hand Saw",
    code: "SAW",
    drawing: "hand-saw",
    price: 38,
    grams: 480,
    colours: ["Cherrywood", "Beech", "Walnut", "Oak"],
    maxColours: 1,
    styles: styles(`
      Crosscut | Carbon steel | 1 | Fine teeth leave a cut that hardly needs a plane.
      Rip | Carbon steel | 1.05 | Coarse chisel teeth follow the grain fast.
      Pull | Japanese steel | 1.4 | It cuts on the pull, with a blade as thin as card.
      Tenon | Spring steel | 1.3 | A brass back keeps the blade dead straight for joints.
    `),
    openers: [
      "The {collection} starts easily and stays on the line.",
      "With the {collection}, the weight of the arm is enough.",
    ],
    details: [
      "Teeth are hardened but can still be sharpened.",
      "The handle is shaped for three fingers and a pointing one.",
      "A guard for the teeth is included.",
    ],
  },
  {
    noun: "Adjustable Wrench",
    code: "WRN",
    drawing: "wrench",
    price: 29,
    grams: 410,
    colours: ["Steel", "Gunmetal", "Scarlet", "Cobalt", "Black"],
    maxColours: 1,
    axes: [
      axis("Length", ["150 mm", "150MM", 1], ["200 mm", "200MM", 1.25, 1.6], ["250 mm", "250MM", 1.5, 2.4]),
    ],
    styles: styles(`
      Wide-Jaw | Chrome-vanadium steel | 1.2 | Thin, wide jaws take nuts twice the usual size.
      Slim | Chrome-vanadium steel | 1 | Slim jaws slip behind taps and bicycle cones.
      Reversible | Alloy steel | 1.1 | Turn the jaw round and it grips pipes.
      Plumber's | Alloy steel | 1.35 | A long lever and deep teeth shift what has rusted.
    `),
    openers: [
      "The {collection} replaces a drawer of spanners.",
      "Set the {collection} once and it stays set.",
    ],
    details: [
      "A scale on the jaw shows the opening in millimetres.",
      "The worm runs without play.",
      "The handle is hollow-forged and does not dig in.",
    ],
  },
  {
    noun: "Tape Measure",
    code: "TPM",
    drawing: "tape-measure",
    price: 16,
    grams: 240,
    colours: palettes.grip,
    maxColours: 2,
    axes: [axis("Length", ["3 m", "3M", 1], ["5 m", "5M", 1.25, 1.4], ["8 m", "8M", 1.6, 1.9])],
    styles: styles(`
      Magnetic | Coated steel | 1.1 | A magnet in the hook holds it to beams and pipes.
      Pocket | Coated steel | 0.8 | Round and flat, it goes in a pocket and on a key ring.
      Site | Nylon-coated steel | 1.3 | A stiff blade stands out three metres before it bends.
      Brass-Cased | Brass | 2 | A brass case keeps memories as well as measures. | - | Brass
    `),
    openers: [
      "Measure twice with the {collection} and cut once.",
      "The {collection} runs out straight and comes back gently.",
    ],
    details: [
      "Centimetres and inches share the blade.",
      "The lock holds without slipping.",
      "The hook moves by its own thickness, so that inside and outside agree.",
    ],
  },
  {
    noun: "Pliers",
    code: "PLR",
    drawing: "pliers",
    price: 24,
    grams: 270,
    colours: palettes.grip,
    maxColours: 2,
    styles: styles(`
      Combination | Chrome-vanadium steel | 1 | They grip, cut and twist, in that order of use.
      Long-Nose | Chrome-vanadium steel | 1.05 | Fine jaws reach into boxes and behind frames.
      Side-Cutting | Chrome-vanadium steel | 1.1 | Hard cutters snip piano wire without a mark.
      Water-Pump | Alloy steel | 1.3 | Seven positions fit pipes up to 50 mm and do not pinch.
    `),
    openers: [
      "The {collection} closes evenly along the whole jaw.",
      "Old nails and stubborn wires meet the {collection}.",
    ],
    details: [
      "Two-part grips are soft outside and firm within.",
      "The joint is lapped and runs without play.",
      "Edges are hardened separately to 64 HRC.",
    ],
  },
  {
    noun: "Toolbox",
    code: "TBX",
    drawing: "toolbox",
    price: 64,
    grams: 3100,
    colours: ["Scarlet", "Petrol", "Forest", "Mustard", "Graphite", "Sky"],
    maxColours: 3,
    axes: [axis("Length", ["36 cm", "36CM", 1], ["48 cm", "48CM", 1.3, 1.5])],
    styles: styles(`
      Cantilever | Painted steel | 1.3 | Trays swing out on both sides and show everything at once.
      Steel | Painted steel | 1 | One pressed sheet of steel bears being sat on.
      Stackable | Recycled plastic | 0.8 | Boxes clip together into one tower.
      Open-Tote | Birch plywood | 0.75 | An open tray of birch carries what today's job needs. | tool-tote | Beech
    `),
    openers: [
      "The {collection} ends the search for the small screwdriver.",
      "Close the {collection} and the job is over.",
    ],
    details: [
      "The handle folds flat and can be locked.",
      "A lift-out tray keeps screws apart.",
      "The corners are welded and rounded.",
    ],
  },
  {
    noun: "Pocket Knife",
    code: "PKN",
    drawing: "pocket-knife",
    also: "outdoor",
    price: 48,
    grams: 95,
    colours: ["Cherrywood", "Oak", "Walnut", "Scarlet", "Forest", "Black"],
    maxColours: 2,
    styles: styles(`
      Folding | Stainless steel | 1 | A lock ring holds the blade open, and shut.
      Multi-Tool | Stainless steel | 1.3 | Blade, saw, opener, awl and tweezers fold into one palm. | multi-tool | Scarlet,Forest,Black
      Whittling | Carbon steel | 0.9 | A short, sturdy blade is shaped for spoons and sticks.
      Gentleman's | Damascus steel | 2.1 | Slim enough for a waistcoat, it still peels an apple in one ribbon.
    `),
    openers: [
      "The {collection} is missed on the one day it stays at home.",
      "Apples, string and parcels hold no fear of the {collection}.",
    ],
    details: [
      "The pivot is adjusted with a coin.",
      "A lanyard hole keeps it on the belt.",
      "The edge is finished by hand on a fine stone.",
    ],
  },
  {
    noun: "Cordless Drill",
    code: "DRL",
    drawing: "drill",
    price: 119,
    grams: 1500,
    colours: ["Petrol", "Mustard", "Scarlet", "Forest", "Tangerine"],
    maxColours: 1,
    axes: [
      axis(
        "Kit",
        ["Bare tool", "BARE", 1],
        ["1 battery", "1BAT", 1.4, 1.4],
        ["2 batteries", "2BAT", 1.7, 1.75],
      ),
    ],
    styles: styles(`
      Compact | Glass-filled nylon | 0.9 | A short head fits between joists and inside cupboards.
      Brushless | Glass-filled nylon | 1.3 | The brushless motor runs longer on a charge and needs no upkeep.
      Hammer | Glass-filled nylon | 1.5 | A hammer setting goes through brick as if it were wood.
      Screwdriving | Glass-filled nylon | 0.7 | A fine clutch stops before the screw head does.
    `),
    openers: [
      "The {collection} is light at arm's length and strong up close.",
      "Two gears and a keyless chuck make the {collection} quick to set up.",
    ],
    details: [
      "A lamp lights the work, not the dust above it.",
      "The battery shows its charge in four steps.",
      "It fits all batteries of the series.",
    ],
    facets: { voltage: ["12 V", "18 V"] },
  },
];
