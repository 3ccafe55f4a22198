import { clothingSizes, handSizes, sockSizes } from "../axes.ts";
import { palettes } from "../palettes.ts";
import type { ProductType } from "../product-type.ts";
import { styles } from "../product-type.ts";

export const clothingProducts: readonly ProductType[] = [
  {
    noun: "T-Shirt",
    code: "TEE",
    drawing: "t-shirt",
    taxClass: "clothing",
    price: 26,
    grams: 180,
    colours: palettes.apparel,
    maxColours: 3,
    axes: [clothingSizes],
    styles: styles(`
      Heavyweight | Organic cotton | 1.15 | Dense 240 gram jersey holds its shape on the body and the line.
      Striped | Organic cotton | 1.2 | The stripes are knitted in and meet at the side seams. | striped-t-shirt
      Pocket | Organic cotton | 1 | A single pocket is set straight and sewn twice. | pocket-t-shirt
      Linen | Linen | 1.5 | Linen jersey is airy, a little sheer and quick to dry.
      Merino | Merino wool | 2.1 | Fine merino stays fresh for days of walking.
    `),
    openers: [
      "The {collection} is the plain one, done properly.",
      "{brand} spent two years on the collar of the {collection}.",
    ],
    details: [
      "It is washed before sewing and does not shrink.",
      "Shoulder seams are taped so that they stay put.",
      "The fit is straight and slightly relaxed.",
    ],
    facets: { fit: ["Regular", "Relaxed"] },
  },
  {
    noun: "Sweater",
    code: "SWT",
    drawing: "sweater",
    taxClass: "clothing",
    price: 96,
    grams: 520,
    colours: palettes.apparel,
    maxColours: 2,
    axes: [clothingSizes],
    styles: styles(`
      Fisherman's | British wool | 1.2 | Tight ribs in oily wool turn wind and drizzle alike. | ribbed-sweater
      Crew-Neck | Lambswool | 1 | Soft lambswool and saddle shoulders make an easy everyday layer.
      Roll-Neck | Merino wool | 1.25 | The tall collar replaces a scarf. | roll-neck-sweater
      Cotton | Organic cotton | 0.7 | A heavy cotton knit bridges spring and autumn.
      Fair-Isle | Shetland wool | 1.5 | A patterned yoke is knitted in the round by hand frame. | fair-isle-sweater
    `),
    openers: [
      "The {collection} is knitted to shape, not cut from cloth.",
      "Pull on the {collection} and open the window.",
    ],
    details: [
      "Cuffs and hem are double for long wear.",
      "Elbows can be mended with the yarn supplied.",
      "Wash it rarely, by hand, and dry it flat.",
    ],
    facets: { fit: ["Regular", "Relaxed", "Slim"] },
  },
  {
    noun: "Jacket",
    code: "JKT",
    drawing: "jacket",
    taxClass: "clothing",
    price: 148,
    grams: 780,
    colours: palettes.apparel,
    maxColours: 2,
    axes: [clothingSizes],
    styles: styles(`
      Rain | Recycled nylon | 1.1 | Taped seams and a stiff peak keep out a full day of rain. | rain-jacket
      Chore | Cotton drill | 0.8 | Three patch pockets and hard-wearing drill go back to French workshops.
      Quilted | Recycled polyester | 1 | A light, even quilt fits under a coat and over a shirt. | quilted-jacket
      Waxed | Waxed cotton | 1.6 | Rewax it every other winter and hand it down one day.
      Wool | Boiled wool | 1.4 | Boiled wool breathes like a sweater and cuts wind like a coat.
    `),
    openers: [
      "The {collection} works on the bike, in the field and at the bar.",
      "{brand} gave the {collection} pockets you can actually use.",
    ],
    details: [
      "The two-way zip opens from below for cycling.",
      "An inner pocket takes a book or a map.",
      "Buttons are sewn on with a shank and come with spares.",
    ],
  },
  {
    noun: "Beanie",
    code: "BEA",
    drawing: "beanie",
    taxClass: "clothing",
    price: 28,
    grams: 85,
    colours: palettes.apparel,
    maxColours: 4,
    styles: styles(`
      Ribbed | Lambswool | 1 | Deep ribs stretch to any head and spring back.
      Bobble | Merino wool | 1.15 | A fat bobble on top is worth its own laundry day. | bobble-hat
      Watch-Cap | British wool | 1.05 | Short and close, it stays above the ears and below a hood.
      Cashmere | Cashmere | 2.6 | Two-ply cashmere weighs nothing and itches nobody.
    `),
    openers: [
      "The {collection} lives in a coat pocket from October to April.",
      "Warm ears, free hands: the {collection}.",
    ],
    details: [
      "The brim turns up once or twice.",
      "It is knitted in one piece without a seam.",
      "One size fits nearly everyone.",
    ],
  },
  {
    noun: "Scarf",
    code: "SCF",
    drawing: "scarf",
    taxClass: "clothing",
    price: 48,
    grams: 190,
    colours: palettes.apparel,
    maxColours: 4,
    styles: styles(`
      Lambswool | Lambswool | 1 | Brushed lambswool has bounce and a soft halo.
      Checked | Merino wool | 1.3 | The check was drawn with four yarns and no computer.
      Cashmere | Cashmere | 2.8 | Pure cashmere is woven slowly and washed in soft water.
      Linen | Linen | 0.9 | Crumpled linen shades the neck in summer.
    `),
    openers: [
      "Twice around the neck, the {collection} closes the last gap.",
      "The {collection} brings colour to a dark coat.",
    ],
    details: [
      "It measures 30 by 190 cm.",
      "The fringe is twisted, not cut.",
      "It is woven in a mill that runs on its own stream.",
    ],
  },
  {
    noun: "Socks",
    code: "SOX",
    drawing: "socks",
    taxClass: "clothing",
    price: 14,
    grams: 70,
    colours: palettes.apparel,
    maxColours: 4,
    axes: [sockSizes],
    styles: styles(`
      Hiking | Merino wool | 1.4 | Padding at heel and toe sits exactly where boots rub.
      Ribbed | Organic cotton | 1 | Ribs all the way hold them up without a mark.
      Boot | British wool | 1.3 | Thick wool fills a rubber boot with warmth.
      Striped | Organic cotton | 1.05 | Stripes are the proper place for courage. | striped-socks
    `),
    openers: ["The {collection} is the pair you look for on Monday.", "Good shoes deserve the {collection}."],
    details: [
      "The toe is linked by hand, so that there is no ridge.",
      "They are washed at 40 degrees, inside out.",
      "Reinforced heels make them last.",
    ],
  },
  {
    noun: "Trousers",
    code: "TRS",
    drawing: "trousers",
    taxClass: "clothing",
    price: 88,
    grams: 560,
    colours: palettes.apparel,
    maxColours: 2,
    axes: [clothingSizes],
    styles: styles(`
      Canvas | Cotton canvas | 1 | Tough canvas softens at the knees first.
      Corduroy | Corduroy | 1.1 | Wide cords are warm, quiet and slightly professorial. | corduroy-trousers
      Linen | Linen | 1.15 | Loose linen with a drawstring is fit for hot towns.
      Chino | Cotton twill | 0.9 | Clean lines and a soft twill go to work and to lunch.
    `),
    openers: [
      "The {collection} sits at the waist and falls straight.",
      "{brand} cuts the {collection} with room to bend and climb.",
    ],
    details: [
      "The back pockets close with horn-coloured buttons.",
      "A deep hem allows another 5 cm of leg.",
      "Seams are felled and triple-stitched.",
    ],
    facets: { fit: ["Straight", "Tapered", "Relaxed"] },
  },
  {
    noun: "Shirt",
    code: "SHT",
    drawing: "shirt",
    taxClass: "clothing",
    price: 72,
    grams: 240,
    colours: ["Chalk", "Sky", "Denim", "Sage", "Blush", "Navy", "Oatmeal", "Olive"],
    maxColours: 2,
    axes: [clothingSizes],
    styles: styles(`
      Oxford | Cotton oxford | 1 | Sturdy oxford cloth improves over the first fifty washes.
      Flannel | Brushed cotton | 1.05 | Brushed on both sides, it is as warm as a thin sweater. | checked-shirt | Brick,Forest,Navy,Ochre,Charcoal
      Linen | Linen | 1.2 | Garment-dyed linen looks best unironed.
      Chambray | Cotton chambray | 0.95 | Light chambray has the colour of denim and none of the weight. | - | Denim,Sky,Indigo
    `),
    openers: [
      "The {collection} is worn tucked in, or not, or open.",
      "Seven buttons and one good collar: the {collection}.",
    ],
    details: [
      "Split yoke and side gussets follow the shoulder and hip.",
      "The buttons are cut from nuts of the tagua palm.",
      "Collar and cuffs are fused without glue and never bubble.",
    ],
  },
  {
    noun: "Gloves",
    code: "GLV",
    drawing: "gloves",
    taxClass: "clothing",
    price: 36,
    grams: 95,
    colours: palettes.apparel,
    maxColours: 3,
    axes: [handSizes],
    styles: styles(`
      Knitted | Lambswool | 0.9 | A close knit fits like a sock for the hand.
      Touchscreen | Merino wool | 1.1 | A thread of silver in the fingertips wakes a phone.
      Leather | Deerskin | 2.2 | Deerskin stays soft even after a soaking. | - | Tan,Cognac,Chestnut,Black
      Fingerless | British wool | 0.85 | Bare fingertips count coins and turn pages. | fingerless-gloves
    `),
    openers: [
      "The {collection} is thin enough to find a key and warm enough to wait.",
      "Lose one of the {collection} and {brand} sells you another.",
    ],
    details: [
      "The cuff is long and disappears under a sleeve.",
      "Thumbs are set in separately, as they should be.",
      "They dry overnight, away from the stove.",
    ],
  },
];
