import { flex } from "../axes.ts";
import { palettes } from "../palettes.ts";
import type { ProductType } from "../product-type.ts";
import { styles } from "../product-type.ts";

export const audioProducts: readonly ProductType[] = [
  {
    noun: "Headphones",
    code: "HPH",
    drawing: "headphones",
    price: 129,
    grams: 260,
    colours: palettes.device,
    styles: styles(`
      Wireless | Aluminium and polymer | 1.2 | They hold a steady link through two walls and play for forty hours.
      Closed-Back | Walnut and aluminium | 1.5 | Wooden cups keep the music in and the office out. | - | Walnut,Black
      Open-Back | Aluminium | 1.7 | Open grilles let the sound stand around you instead of inside you.
      On-Ear | Recycled polymer | 0.6 | Small, light and folding, they live round the neck.
      Noise-Cancelling | Aluminium and polymer | 2 | Six microphones take away the engine and leave the song.
    `),
    openers: [
      "The {collection} is tuned to be listened to for hours.",
      "Put on the {collection} and hear who was breathing on the record.",
    ],
    details: [
      "Pads, cable and band can be replaced without tools.",
      "The steel band spreads its pressure evenly.",
      "A cotton pouch and a spare cable are included.",
    ],
  },
  {
    noun: "Earbuds",
    code: "EAR",
    drawing: "earbuds",
    price: 89,
    grams: 55,
    colours: palettes.device,
    maxColours: 3,
    styles: styles(`
      Wireless | Recycled polymer | 1 | Seven hours in the ear and three refills in the case cover a long day.
      Sport | Silicone and polymer | 1.1 | A soft wing keeps them in place at a sprint and in the rain.
      Studio | Aluminium | 1.9 | Two drivers a side bring out what small buds usually lose.
      Sleep | Silicone | 0.9 | Flat and soft, they vanish into the pillow.
    `),
    openers: [
      "The {collection} weighs five grams and sounds like more.",
      "Open the case and the {collection} is already connected.",
    ],
    details: [
      "Four sizes of tips are in the box.",
      "Calls stay clear in wind and traffic.",
      "The batteries are replaceable, which is unusual and right.",
    ],
  },
  {
    noun: "Portable Speaker",
    code: "SPK",
    drawing: "portable-speaker",
    also: "outdoor",
    price: 79,
    grams: 640,
    colours: palettes.technical,
    maxColours: 4,
    styles: styles(`
      Bluetooth | Woven polyester | 1 | One driver and two passive radiators fill a kitchen or a campsite.
      Waterproof | Silicone and polymer | 1.2 | It floats, face up, and keeps on playing.
      Pocket | Woven polyester | 0.6 | Small as an apple, it is louder than it has a right to be.
      Leather-Strap | Walnut and aluminium | 1.7 | A wooden body and a leather strap make it furniture that travels. | - | Walnut
    `),
    openers: [
      "The {collection} brings the music along and leaves the fuss at home.",
      "{brand} made the {collection} loud enough, and then stopped.",
    ],
    details: [
      "A charge lasts for sixteen hours.",
      "Two of them pair into stereo.",
      "The controls are real buttons you can feel.",
    ],
  },
  {
    noun: "Bookshelf Speakers",
    code: "BKS",
    drawing: "bookshelf-speakers",
    price: 290,
    grams: 8200,
    colours: ["Walnut", "Oak", "Black", "Chalk"],
    maxColours: 3,
    styles: styles(`
      Passive | Walnut veneer | 1 | A paper cone and a silk dome keep voices natural. | - | Walnut,Black
      Active | Oak veneer | 1.5 | Amplifiers inside the cabinet need only a source. | - | Oak,Black,Chalk
      Studio | Painted MDF | 1.3 | Flat and honest, they show what is in the mix. | - | Black,Chalk
      Compact | Bamboo | 0.7 | They stand between books and sound twice their size. | - | Bamboo,Black
    `),
    openers: [
      "The {collection} disappears, and a band stands in its place.",
      "Turn the {collection} slightly inward and sit down.",
    ],
    details: [
      "Pairs are matched to within half a decibel.",
      "The port faces forward, so that a wall may be near.",
      "Magnetic grilles are included.",
    ],
  },
  {
    noun: "Turntable",
    code: "TTB",
    drawing: "turntable",
    price: 320,
    grams: 5600,
    colours: ["Walnut", "Oak", "Black", "Chalk", "Sage"],
    maxColours: 2,
    styles: styles(`
      Belt-Drive | Walnut veneer | 1 | A belt and a heavy platter keep the motor out of the music. | - | Walnut
      Direct-Drive | Aluminium | 1.4 | It is up to speed in a second and never drifts. | - | Black,Silver,Chalk
      Automatic | Painted MDF | 0.7 | Press once: the arm finds the groove and returns at the end. | - | Black,Chalk,Sage
      Bluetooth | Bamboo | 0.8 | It plays records to your speakers without a wire. | - | Bamboo,Oak
    `),
    openers: [
      "The {collection} gives each side twenty minutes of full attention.",
      "Lower the needle of the {collection} and put down the phone.",
    ],
    details: [
      "The cartridge is fitted and aligned at the factory.",
      "The lid lifts off, or stays at any angle.",
      "A switchable phono stage is built in.",
    ],
  },
  {
    noun: "Radio",
    code: "RAD",
    drawing: "radio",
    price: 98,
    grams: 1300,
    colours: ["Sage", "Cream", "Coral", "Petrol", "Mustard", "Sky"],
    maxColours: 4,
    styles: styles(`
      Kitchen | Painted MDF | 1 | Big knobs take floury fingers and the news at six.
      DAB | Walnut veneer | 1.3 | It finds digital stations by itself and shows the song. | - | Walnut
      Travel | Recycled polymer | 0.6 | A strap, a telescopic aerial and twenty hours of battery go anywhere.
      Clock | Painted MDF | 0.8 | Two alarms and a dimmed dial share the bedside with a book.
    `),
    openers: [
      "The {collection} is on before the kettle.",
      "One knob tunes the {collection}, the other makes it louder.",
    ],
    details: [
      "The wooden case gives voices their warmth.",
      "Six buttons remember six stations.",
      "An input takes whatever else you play.",
    ],
  },
  {
    noun: "Microphone",
    code: "MIC",
    drawing: "microphone",
    price: 109,
    grams: 480,
    colours: ["Black", "Silver", "Gunmetal", "Ivory", "Rust"],
    maxColours: 2,
    styles: styles(`
      Condenser | Die-cast zinc | 1.2 | A large diaphragm hears the room as well as the voice.
      Dynamic | Steel | 1 | It forgives bad rooms and loud singers.
      USB | Aluminium | 0.9 | Plug it in and talk; there is nothing else to buy.
      Ribbon | Steel | 2.4 | A ribbon of foil gives brass and voices a velvet edge.
    `),
    openers: [
      "The {collection} makes speech sound like someone is there.",
      "{brand} tunes the {collection} for voices first.",
    ],
    details: [
      "A shock mount and a pop filter are included.",
      "The mute button is silent in both directions.",
      "The grille unscrews for cleaning.",
    ],
    facets: { pattern: ["Cardioid", "Omnidirectional", "Figure of eight"] },
  },
  {
    noun: "Amplifier",
    code: "AMP",
    drawing: "amplifier",
    price: 380,
    grams: 5400,
    colours: ["Silver", "Black", "Brass", "Graphite"],
    maxColours: 2,
    styles: styles(`
      Integrated | Aluminium | 1 | Phono, streamer and television share eighty clean watts.
      Valve | Steel and walnut | 2.2 | Four valves glow, warm the room and round off the edges. | valve-amplifier
      Headphone | Aluminium | 0.6 | Enough power for stubborn headphones comes from a box the size of a book.
      Streaming | Aluminium | 1.4 | It finds the network, the record box and the phone.
    `),
    openers: [
      "The {collection} has one large knob and knows why.",
      "Connect two speakers to the {collection} and you are done.",
    ],
    details: [
      "The volume control is stepped and tracks to a tenth of a decibel.",
      "It switches itself off after an hour of silence.",
      "The circuit diagram is printed inside the lid.",
    ],
  },
  {
    noun: "Soundbar",
    code: "SBR",
    drawing: "soundbar",
    price: 198,
    grams: 3400,
    colours: ["Graphite", "Black", "Silver"],
    maxColours: 2,
    axes: [flex],
    styles: styles(`
      Compact | Woven polyester | 0.8 | At 60 cm it fits under small screens and sounds wide.
      Cinema | Aluminium | 1.6 | Upward drivers bring rain and helicopters to the ceiling.
      Walnut | Walnut veneer | 1.3 | A real wood front keeps the television company. | - | Walnut
      Dialogue | Woven polyester | 1 | A centre channel lifts mumbled lines above the music.
    `),
    openers: [
      "The {collection} gives a flat screen a proper voice.",
      "One cable connects the {collection} and the old remote controls it.",
    ],
    details: [
      "It stands on feet or hangs on the two brackets supplied.",
      "Night mode softens explosions.",
      "A subwoofer can be added later.",
    ],
  },
];
