import { palettes } from "../palettes.ts";
import type { ProductType } from "../product-type.ts";
import { axis, styles } from "../product-type.ts";

export const bagProducts: readonly ProductType[] = [
  {
    noun: "Backpack",
    code: "BPK",
    drawing: "backpack",
    also: "outdoor",
    price: 98,
    grams: 900,
    colours: palettes.technical,
    maxColours: 3,
    axes: [axis("Volume", ["18 L", "18L", 1], ["24 L", "24L", 1.15, 1.2], ["32 L", "32L", 1.35, 1.45])],
    styles: styles(`
      Roll-Top | Waxed canvas | 1.2 | The top rolls down to fit the load and keeps out the rain. | roll-top-backpack
      Daily | Recycled polyester | 0.8 | A padded sleeve and one large pocket are enough for most days.
      Hiking | Ripstop nylon | 1.3 | A hip belt and a curved back panel carry the weight where it belongs.
      Leather-Trim | Cotton canvas | 1.5 | Bridle leather guards every edge that wears first. | roll-top-backpack
    `),
    openers: [
      "The {collection} carries a working day or a free one.",
      "{brand} built the {collection} around a straight back.",
    ],
    details: [
      "The straps are wide, curved and softly padded.",
      "A hidden pocket at the back takes passport and keys.",
      "It stands up by itself when set down.",
    ],
  },
  {
    noun: "Tote Bag",
    code: "TOT",
    drawing: "tote-bag",
    price: 29,
    grams: 340,
    colours: palettes.textile,
    maxColours: 4,
    styles: styles(`
      Canvas | Cotton canvas | 1 | Heavy canvas stands open on the counter while you pack.
      Leather | Vegetable-tanned leather | 4.5 | A single hide, two handles and no lining to tear. | - | Tan,Cognac,Chestnut,Black
      Market | Jute | 0.8 | Coated jute takes wet greens and dirty potatoes. | - | Jute,Natural
      Zipped | Waxed canvas | 1.7 | A zip across the top keeps the contents yours on the train.
    `),
    openers: [
      "The {collection} goes out empty and comes home full.",
      "Long handles put the {collection} on any shoulder.",
    ],
    details: [
      "The base is double and the seams are bound.",
      "An inside pocket keeps keys from sinking.",
      "It holds 20 kg without a murmur.",
    ],
  },
  {
    noun: "Duffel Bag",
    code: "DUF",
    drawing: "duffel-bag",
    price: 112,
    grams: 1250,
    colours: palettes.technical,
    maxColours: 3,
    axes: [axis("Volume", ["35 L", "35L", 1], ["50 L", "50L", 1.2, 1.2], ["70 L", "70L", 1.4, 1.4])],
    styles: styles(`
      Weekend | Waxed canvas | 1.2 | Two nights fit, three with some discipline.
      Expedition | Coated polyester | 1.1 | Welded seams and a lap-top zip keep out river and dust.
      Leather | Full-grain leather | 3.4 | Full-grain leather takes scratches as compliments. | - | Tan,Cognac,Chestnut,Black
      Packable | Ripstop nylon | 0.6 | It folds into its own pocket and waits for the way home.
    `),
    openers: ["The {collection} opens wide and hides nothing.", "Throw the {collection} in the boot and go."],
    details: [
      "Handles at both ends pull it out of any rack.",
      "Shoes travel in a compartment of their own.",
      "The shoulder strap comes off for hand luggage.",
    ],
  },
  {
    noun: "Messenger Bag",
    code: "MSG",
    drawing: "messenger-bag",
    price: 94,
    grams: 850,
    colours: palettes.textile,
    maxColours: 3,
    axes: [axis("Laptop", ["13 inch", "13IN", 1], ["15 inch", "15IN", 1.12, 1.15])],
    styles: styles(`
      Canvas | Waxed canvas | 1 | Waxed canvas shrugs off showers and gains its own map of creases.
      Leather | Bridle leather | 2.6 | Thick bridle leather holds its corners for a generation. | - | Tan,Cognac,Chestnut,Black
      Courier | Coated polyester | 1.1 | A waterproof liner and a quick strap suit riders in all weathers.
      Felt | Wool felt | 0.9 | Dense felt protects a computer with nothing but sheep. | - | Slate,Charcoal,Stone,Forest
    `),
    openers: [
      "The {collection} swings round for a ticket and back for the ride.",
      "Papers lie flat in the {collection}, and so does lunch.",
    ],
    details: [
      "The flap closes with magnets behind two straps.",
      "A wide strap spreads the load across the shoulder.",
      "Inside are a padded sleeve, three pockets and a key clip.",
    ],
  },
  {
    noun: "Wallet",
    code: "WAL",
    drawing: "wallet",
    price: 46,
    grams: 75,
    colours: palettes.leather,
    styles: styles(`
      Bifold | Vegetable-tanned leather | 1 | Six cards, some notes and a fold that flattens with time.
      Slim | Full-grain leather | 0.8 | Two pockets and a pull tab are all that fits, on purpose.
      Zip | Full-grain leather | 1.4 | A zip all round keeps coins and receipts in order.
      Cork | Cork fabric | 0.7 | Cork is light, waterproof and grows back on the tree. | - | Cork,Black
    `),
    openers: [
      "The {collection} is thin in the pocket and old in style.",
      "{brand} cuts the {collection} from a single piece, so that it ages evenly.",
    ],
    details: [
      "The edges are sanded, dyed and waxed by hand.",
      "Linen thread is stitched at eight to the inch.",
      "Cards slide in tightly and ease after a week.",
    ],
  },
  {
    noun: "Wash Bag",
    code: "WSH",
    drawing: "wash-bag",
    price: 34,
    grams: 210,
    colours: palettes.textile,
    maxColours: 4,
    styles: styles(`
      Hanging | Recycled polyester | 1.1 | A hook unfolds four pockets at eye level.
      Canvas | Waxed canvas | 1 | The coated lining wipes clean when a bottle leaks.
      Quilted | Cotton | 0.9 | Soft quilting protects glass on bumpy roads.
      Leather | Full-grain leather | 2.6 | A bag for a razor, a brush and a lifetime. | - | Tan,Cognac,Chestnut,Black
    `),
    openers: [
      "The {collection} stands open on the narrowest basin.",
      "Keep the {collection} packed and leave at an hour's notice.",
    ],
    details: [
      "The zip runs around three sides.",
      "Elastic loops hold brushes and bottles upright.",
      "The side handle finds any hook.",
    ],
  },
  {
    noun: "Suitcase",
    code: "SUI",
    drawing: "suitcase",
    price: 179,
    grams: 2900,
    colours: ["Petrol", "Cream", "Graphite", "Blush", "Sage", "Mustard", "Silver"],
    maxColours: 4,
    axes: [axis("Size", ["Cabin", "CABIN", 1], ["Medium", "MED", 1.3, 1.35], ["Large", "LARGE", 1.5, 1.65])],
    styles: styles(`
      Hard-Shell | Polycarbonate | 1 | The shell flexes under a knock and springs back.
      Aluminium | Aluminium | 2.3 | Ribbed aluminium collects dents like stamps. | - | Silver,Gunmetal,Black
      Expandable | Polycarbonate | 1.15 | A zip adds four centimetres for the journey home.
      Front-Pocket | Recycled polycarbonate | 1.25 | Laptop and liquids come out at security without opening the case.
    `),
    openers: [
      "The {collection} rolls straight and stops when you do.",
      "Pack the {collection} in halves and close it with one hand.",
    ],
    details: [
      "Four double wheels are quiet and can be replaced at home.",
      "A TSA lock is set into the frame.",
      "Straps and a mesh wall hold shirts in place.",
    ],
  },
  {
    noun: "Belt Bag",
    code: "BLT",
    drawing: "belt-bag",
    price: 42,
    grams: 210,
    colours: palettes.technical,
    maxColours: 4,
    styles: styles(`
      Everyday | Recycled nylon | 1 | Phone, keys and wallet travel in front, within sight.
      Trail | Ripstop nylon | 1.15 | It hugs the hip and does not bounce at a run.
      Leather | Full-grain leather | 2.4 | Supple leather makes a practical idea look deliberate. | - | Tan,Cognac,Chestnut,Black
      Quilted | Recycled polyester | 1.1 | Soft quilting gives it the shape of a small pillow.
    `),
    openers: [
      "The {collection} is worn round the waist or across the chest.",
      "Hands free, pockets flat: the {collection}.",
    ],
    details: [
      "A flat pocket at the back hides a passport.",
      "The strap adjusts from 70 to 120 cm.",
      "The zip has a pull large enough for gloves.",
    ],
  },
  {
    noun: "Laptop Sleeve",
    code: "LAP",
    drawing: "laptop-sleeve",
    price: 39,
    grams: 240,
    colours: palettes.textile,
    maxColours: 3,
    axes: [axis("Laptop", ["13 inch", "13IN", 1], ["14 inch", "14IN", 1.05], ["16 inch", "16IN", 1.15, 1.2])],
    styles: styles(`
      Felt | Wool felt | 1 | Five millimetres of felt cushion a fall from the table. | - | Slate,Charcoal,Stone,Moss,Ochre
      Leather | Vegetable-tanned leather | 2.3 | Leather outside and wool inside leave no scratch behind. | - | Tan,Cognac,Chestnut,Black
      Canvas | Cotton canvas | 0.9 | Padded canvas slips into any bag and out again.
      Quilted | Recycled polyester | 0.85 | A light quilt weighs next to nothing and absorbs most knocks.
    `),
    openers: [
      "The {collection} fits closely and opens quietly.",
      "Slide the {collection} into a bag, or carry it alone.",
    ],
    details: [
      "The flap tucks in and needs no zip.",
      "A second pocket takes the charger and a notebook.",
      "The seams face outward, so that nothing rubs.",
    ],
  },
];
