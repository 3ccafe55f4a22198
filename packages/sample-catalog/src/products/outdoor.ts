import { palettes } from "../palettes.ts";
import type { ProductType } from "../product-type.ts";
import { axis, styles } from "../product-type.ts";

export const outdoorProducts: readonly ProductType[] = [
  {
    noun: "Tent",
    code: "TEN",
    drawing: "dome-tent",
    price: 189,
    grams: 1900,
    colours: palettes.technical,
    maxColours: 3,
    axes: [
      axis(
        "Capacity",
        ["1-person", "1P", 1],
        ["2-person", "2P", 1.3, 1.25],
        ["3-person", "3P", 1.6, 1.55],
        ["4-person", "4P", 1.95, 2],
      ),
    ],
    styles: styles(`
      Dome | Ripstop polyester | 1 | Two crossing poles make a free-standing dome that a beginner can pitch in five minutes.
      Tunnel | Silicone-coated nylon | 1.35 | The tunnel shape gives the most floor for its weight and a porch that swallows wet packs. | tunnel-tent
      Ridge | Cotton canvas | 1.2 | Heavy canvas over a classic ridge pole stays cool in summer and quiet in the wind. | ridge-tent
      Ultralight | Silicone-coated nylon | 1.7 | Thin, strong fabric and hollow poles bring the weight down to that of a rain jacket. | ridge-tent
      Geodesic | Ripstop polyester | 1.6 | Four poles cross five times, so the tent stands firm in snow and gales.
    `),
    openers: [
      "The {collection} is {brand}'s shelter for walkers who sleep where the day ends.",
      "Pitch the {collection} late, strike it early and forget about it in between.",
    ],
    details: [
      "All seams are taped and the floor is rated to a 5,000 mm water column.",
      "Colour-coded poles and clips make sense even by torchlight.",
      "Mesh inner doors keep midges out and let the breeze through.",
    ],
    facets: { entrances: ["1", "2"] },
  },
  {
    noun: "Sleeping Bag",
    code: "SLB",
    drawing: "sleeping-bag",
    price: 119,
    grams: 950,
    colours: palettes.technical,
    maxColours: 3,
    axes: [axis("Length", ["Regular", "REG", 1], ["Long", "LONG", 1.1])],
    styles: styles(`
      Down | Duck down | 1.9 | Responsibly sourced duck down packs to the size of a loaf and lofts within a minute.
      Synthetic | Recycled polyester fill | 1 | Hollow fibres keep their warmth when the weather finds its way in.
      Summer | Recycled polyester fill | 0.65 | Light and roomy, it opens flat to serve as a quilt on warm nights.
      Winter | Goose down | 2.6 | Box-wall baffles and a snug collar hold warmth well below freezing.
    `),
    openers: [
      "The {collection} follows the shape of a sleeper, not of a tube.",
      "{brand} cut the {collection} for people who turn over at night.",
    ],
    details: [
      "The two-way zip runs smoothly past a stiff anti-snag strip.",
      "A stuff sack with compression straps is included.",
      "A small inner pocket keeps a phone warm and within reach.",
    ],
    facets: { zip: ["Left", "Right", "Centre"] },
  },
  {
    noun: "Camp Stove",
    code: "STV",
    drawing: "camp-stove",
    price: 54,
    grams: 290,
    colours: ["Steel", "Titanium", "Gunmetal", "Ember"],
    maxColours: 2,
    styles: styles(`
      Canister | Aluminium | 1 | It screws onto any standard gas canister and boils a litre in under four minutes.
      Folding | Stainless steel | 0.7 | The legs fold flat and the whole stove slides into a jacket pocket.
      Multi-Fuel | Brass | 2.3 | A brass pump and jet burn white gas, petrol or kerosene, wherever you find it.
      Titanium | Titanium | 1.5 | Turned from titanium, it weighs less than the spoon you will stir with. | - | Titanium
    `),
    openers: [
      "The {collection} makes breakfast possible at any height.",
      "Light the {collection} and the camp becomes a kitchen.",
    ],
    details: [
      "Serrated pot supports hold anything from a mug to a two-litre pan.",
      "The valve simmers as gently as a stove at home.",
      "A built-in windshield saves fuel on exposed ground.",
    ],
  },
  {
    noun: "Water Bottle",
    code: "BTL",
    drawing: "water-bottle",
    price: 22,
    grams: 260,
    colours: palettes.technical,
    axes: [axis("Capacity", ["0.5 L", "05L", 1], ["0.75 L", "075L", 1.15, 1.25], ["1 L", "1L", 1.3, 1.5])],
    styles: styles(`
      Insulated | Stainless steel | 1.5 | Double walls keep water cold for a day and tea hot until the summit.
      Single-Wall | Stainless steel | 1 | One layer of steel keeps it light, and it may stand right in the embers.
      Wide-Mouth | Tritan copolyester | 0.8 | The wide mouth takes ice, filters and cleaning brushes without a fight.
      Enamelled | Enamelled steel | 1.2 | A hard enamel coat outside and bare steel inside keep the taste of nothing at all.
    `),
    openers: [
      "The {collection} is the bottle that goes on every trip.",
      "{brand} gave the {collection} a lid that does not drip and a loop that does not break.",
    ],
    details: [
      "The screw cap is tethered, so that it stays out of the stream.",
      "It fits side pockets, cup holders and bicycle cages.",
      "All parts come apart for the dishwasher.",
    ],
  },
  {
    noun: "Headlamp",
    code: "HLM",
    drawing: "headlamp",
    also: "lighting",
    price: 34,
    grams: 84,
    colours: ["Ember", "Graphite", "Lemon", "Marine", "Moss"],
    maxColours: 3,
    styles: styles(`
      Rechargeable | Polycarbonate | 1.2 | One charge by USB-C lasts for a week of evenings in camp.
      Trail | Polycarbonate | 1 | A wide, even beam shows roots and stones without blinding the person in front.
      Expedition | Aluminium | 2.1 | A far-reaching beam and a separate battery pack are made for long, cold nights.
      Compact | Polycarbonate | 0.7 | Hardly larger than a matchbox, it lives in the lid pocket until it is needed.
    `),
    openers: [
      "With the {collection} both hands stay free after dark.",
      "The {collection} is light enough to forget on your forehead.",
    ],
    details: [
      "A red mode saves your night vision and your tent mate's sleep.",
      "The strap is washable and does not slip on a wool hat.",
      "It shrugs off rain and a fall onto rock.",
    ],
    facets: { brightness: ["250 lm", "400 lm", "600 lm"] },
  },
  {
    noun: "Hammock",
    code: "HAM",
    drawing: "hammock",
    also: "garden",
    price: 59,
    grams: 620,
    colours: ["Teal", "Ember", "Mustard", "Pine", "Indigo", "Rust"],
    axes: [axis("Width", ["Single", "SGL", 1], ["Double", "DBL", 1.3])],
    styles: styles(`
      Travel | Parachute nylon | 1 | Soft parachute cloth stuffs into its own pocket, no larger than a grapefruit.
      Woven | Cotton | 1.25 | Hand-woven cotton gives in every direction and feels cool on bare arms.
      Quilted | Recycled polyester | 1.6 | A layer of padding underneath keeps the evening chill away.
      Netted | Ripstop nylon | 1.5 | A zipped net turns a pair of trees into a bedroom without mosquitoes.
    `),
    openers: [
      "Two trees and the {collection} are all an afternoon needs.",
      "Hang the {collection} low, lie across it and it becomes a flat bed.",
    ],
    details: [
      "Tree-friendly straps with sewn loops are included.",
      "It carries 180 kg and shows the load tests on its label.",
      "Triple-stitched ends hold the cord channels in shape.",
    ],
  },
  {
    noun: "Trekking Poles",
    code: "POL",
    drawing: "trekking-poles",
    price: 69,
    grams: 480,
    colours: ["Ember", "Marine", "Moss", "Graphite", "Mustard"],
    maxColours: 3,
    styles: styles(`
      Folding | Aluminium | 1.1 | A cord through three sections snaps the pole together in one pull.
      Telescopic | Aluminium | 1 | Twin levers set the length for the climb and again for the descent.
      Carbon | Carbon fibre | 1.8 | Carbon shafts swing lightly and swallow the buzz of hard ground.
      Shock-Absorbing | Aluminium | 1.25 | A spring in the shaft takes the sting out of long descents.
    `),
    openers: [
      "The {collection} takes a load off knees and adds two good legs.",
      "Uphill a lever, downhill a brake: the {collection} earns its place on steep ground.",
    ],
    details: [
      "Cork grips stay dry and take on the shape of the hand.",
      "Tungsten tips bite into ice; rubber tips for pavements are included.",
      "Sold as a pair with mud and snow baskets.",
    ],
  },
  {
    noun: "Camp Chair",
    code: "CCH",
    drawing: "camp-chair",
    also: "garden",
    price: 64,
    grams: 1400,
    colours: palettes.technical,
    maxColours: 4,
    styles: styles(`
      Folding | Cotton canvas | 1 | A hardwood and canvas seat opens in one movement and folds as flat as a map.
      Low | Ripstop polyester | 0.85 | Close to the ground, it is steady on sand and right beside the fire.
      High-Back | Recycled polyester | 1.4 | The tall back supports head and shoulders for stargazing.
      Packable | Ripstop nylon | 1.7 | Shock-corded poles and a tight sling weigh less than a full bottle of water.
    `),
    openers: [
      "The {collection} is a proper seat for the far end of the path.",
      "After ten miles the {collection} feels like an armchair.",
    ],
    details: [
      "It holds 140 kg without a creak.",
      "Wide feet keep it from sinking into soft ground.",
      "The cover comes off for washing.",
    ],
  },
  {
    noun: "Cool Box",
    code: "COO",
    drawing: "cool-box",
    price: 98,
    grams: 3400,
    colours: ["Glacier", "Cream", "Sage", "Coral", "Marine", "Sand"],
    maxColours: 3,
    axes: [axis("Volume", ["15 L", "15L", 1], ["25 L", "25L", 1.35, 1.4], ["45 L", "45L", 1.9, 2.1])],
    styles: styles(`
      Hard-Shell | Polyethylene | 1.3 | Thick foam walls keep ice for three days in the shade.
      Steel | Painted steel | 1.5 | A painted steel case with a bottle opener brings the picnic of 1958 up to date.
      Wheeled | Polyethylene | 1.6 | Large wheels and a long handle take the weight across gravel and grass.
    `),
    openers: [
      "The {collection} keeps the picnic cold and doubles as a bench.",
      "Fill the {collection} on Friday and there is still ice on Sunday.",
    ],
    details: [
      "A drain plug lets out melted ice without unpacking.",
      "The rubber latches seal tightly and are replaced without tools.",
      "Tall bottles stand upright inside.",
    ],
  },
];
