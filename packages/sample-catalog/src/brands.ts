import type { CategorySlug } from "./product-shape.ts";
import type { Brand } from "./product-type.ts";
import { brands } from "./product-type.ts";

/** Invented brands. A collection names one brand's products across a category. */
export const brandsOf: Readonly<Record<CategorySlug, readonly Brand[]>> = {
  outdoor: brands(`
    Fellmark | Norway | 1.15 | Kestrel Storvik Halden Tindra Ulvik | Fellmark tests every piece through a Norwegian winter before it is sold.
    Tarn & Pine | Portugal | 0.95 | Buttermere Langdale Thirlmere Coniston Brathay | Tarn & Pine repairs what it sells, for as long as you own it.
    Cairnwell | Vietnam | 0.85 | Glenshee Lochnagar Torridon Affric Rannoch | Cairnwell keeps to simple designs that survive rough handling.
    Skarholm | Estonia | 1.05 | Hiiumaa Saare Vormsi Muhu Naissaar | Skarholm works from a boatyard on the Baltic and thinks in wind and rain.
    Longtrail | Taiwan | 1.2 | Cascade Bighorn Timberline Wapiti Larkspur | Longtrail counts grams so that you can count miles.
  `),
  kitchen: brands(`
    Hearth & Hale | Portugal | 1 | Arden Bramley Calder Denby Elmore | Hearth & Hale makes cookware in small runs and stocks spare parts.
    Marlow Forge | United Kingdom | 1.25 | Anvil Tamesis Bisham Cookham Quarry | Marlow Forge finishes each piece by hand on the Thames.
    Saltmarsh | Denmark | 1.1 | Samphire Tidewater Eelgrass Driftline Estuary | Saltmarsh draws its shapes from the flat coast of Jutland.
    Petit Foyer | France | 1.2 | Colette Margaux Lucien Odette Bastien | Petit Foyer has supplied bistro kitchens for three generations.
    Daybreak | Taiwan | 0.8 | Sunny Morning Orchard Basil Clover | Daybreak makes good basics at an everyday price.
  `),
  home: brands(`
    Nordlys | Denmark | 1.15 | Skagen Fano Mols Anholt Bornholm | Nordlys works with small mills and workshops around the Kattegat.
    Casa Almar | Portugal | 0.95 | Alvor Tavira Sagres Lagos Ericeira | Casa Almar makes everything within an hour of Porto.
    Willow Row | United Kingdom | 1.05 | Hazel Rowan Bracken Heather Juniper | Willow Row designs for small rooms and long use.
    Loom & Lark | India | 0.85 | Jaipur Kerala Malabar Indore Kutch | Loom & Lark pays its weavers by the day, not by the piece.
    Studio Ombra | Italy | 1.3 | Trieste Ravello Lucca Matera Asolo | Studio Ombra signs and dates every piece on the underside.
  `),
  lighting: brands(`
    Lumen & Co | Poland | 0.95 | Halo Meridian Aurora Zenith Solstice | Lumen & Co supplies spare shades and cables for ten years.
    Studio Fjord | Denmark | 1.25 | Odense Vejle Ribe Horsens Kolding | Studio Fjord reduces a lamp until nothing is left to remove.
    Brightwell | United Kingdom | 1.05 | Lowther Penrith Ambleside Kendal Hawes | Brightwell assembles and tests every lamp in Cumbria.
    Officina Luce | Italy | 1.35 | Brera Navona Rialto Bellini Vasari | Officina Luce spins and polishes its metal in Brescia.
    Hearthglow | Vietnam | 0.8 | Ember Firefly Willow Maple Cinder | Hearthglow brings warm light to rented rooms and small budgets.
  `),
  stationery: brands(`
    Foolscap & Finch | United Kingdom | 1.1 | Larkfield Whatman Medway Ashford Allington | Foolscap & Finch prints and binds in a Kentish paper mill.
    Papeterie Rive | France | 1.2 | Rivage Seine Garonne Vendome Pontoise | Papeterie Rive has served Paris writers since the age of the dip pen.
    Kumo Paper | Japan | 1.25 | Asagiri Hinata Komorebi Shizuka Yukimi | Kumo Paper makes slow things for quick ideas.
    Draftworks | Germany | 1 | Bauhaus Weimar Dessau Planmass Linienhof | Draftworks was set up by two architects who kept losing pencils.
    Plainday | Portugal | 0.8 | Monday Harbor Meadow Marlin Cedar | Plainday sells honest paper goods without the fuss.
  `),
  "coffee-tea": brands(`
    Trade Wind Roasters | United States | 1.1 | Windward Leeward Mizzen Topsail Spinnaker | Trade Wind Roasters buys direct and prints the price paid on each bag.
    Copper Kettle | United Kingdom | 1 | Camellia Bergamot Larkspur Elderberry Meadow | Copper Kettle blends and packs by hand in Whitby.
    Nagare | Japan | 1.25 | Hayashi Kawa Mizu Tsuki Sora | Nagare makes brewing tools for people who take their time.
    Ombra Caffe | Italy | 1.15 | Torino Moka Corsa Levanti Duomo | Ombra Caffe believes in short coffee and long conversation.
    Slow Pour | Taiwan | 0.85 | Drift Bloom Steady Quiet Early | Slow Pour keeps home brewing simple and spare parts cheap.
  `),
  clothing: brands(`
    Northfold | Portugal | 1.05 | Aldwick Barrow Cromer Dunmore Eskdale | Northfold sews in a family workshop near Guimaraes.
    Harrow & Wool | United Kingdom | 1.25 | Cheviot Swaledale Herdwick Wensley Lonk | Harrow & Wool can name the farm behind every fleece.
    Dockside | Turkey | 0.85 | Quay Anchor Mooring Capstan Bollard | Dockside makes workwear shapes for people with desk jobs.
    Linnea | Estonia | 1.1 | Astrid Elin Freja Sanna Tove | Linnea cuts to order twice a year, so that little is left over.
    Commonplace | Vietnam | 0.75 | Field Garden Market Station Corner | Commonplace makes one good version of each thing.
  `),
  bags: brands(`
    Wayfarer Works | Vietnam | 0.95 | Tramway Terminus Junction Viaduct Causeway | Wayfarer Works guarantees its seams and zips for ten years.
    Saddle Lane | United Kingdom | 1.35 | Walsall Bridle Paddock Hackney Stirrup | Saddle Lane learnt its stitches from makers of harness.
    Nomade | Portugal | 1 | Lisboa Porto Braga Evora Sintra | Nomade weighs nothing down with logos.
    Hinterland | Germany | 1.15 | Allgau Eifel Rhon Spessart Taunus | Hinterland welds and sews its bags under one roof.
    Carry Common | India | 0.8 | Bazaar Ferry Depot Platform Lobby | Carry Common turns mill leftovers into sturdy bags.
  `),
  "toys-games": brands(`
    Tumbledown | Germany | 1.1 | Bramble Pippin Thistle Acorn Conker | Tumbledown makes toys that can be mended at the kitchen table.
    Little Harbour | Sri Lanka | 0.95 | Pebble Puffin Barnacle Sandy Gully | Little Harbour tests its toys on three hundred nursery children.
    Meeple & Crown | Germany | 1.15 | Castle Bishop Regent Squire Herald | Meeple & Crown plays every game two hundred times before printing.
    Kindling Toys | Poland | 0.85 | Poppy Biscuit Button Clover Domino | Kindling Toys uses water-based paint and untreated wood.
    Galleon Games | Netherlands | 1.05 | Mainsail Compass Corsair Voyager Lagoon | Galleon Games packs without plastic and replaces lost pieces.
  `),
  garden: brands(`
    Clay & Campion | Portugal | 0.95 | Lupin Foxglove Bryony Yarrow Teasel | Clay & Campion fires its clay hot enough for hard frost.
    Greenacre | United Kingdom | 1.1 | Wisley Kelmarsh Rousham Stowe Hidcote | Greenacre was started by two head gardeners with sore hands.
    Hortus | Netherlands | 1.05 | Leiden Haarlem Boskoop Lisse Delft | Hortus grows what it sells on trial beds near Leiden.
    Stonecrop | Austria | 1.2 | Enzian Arnika Alpenrose Salbei Linde | Stonecrop forges and grinds in the Styrian hills.
    Sunpatch | Vietnam | 0.8 | Daisy Marigold Clover Pansy Sorrel | Sunpatch helps first gardens off to a good start.
  `),
  tools: brands(`
    Ironbridge | United Kingdom | 1.15 | Severn Coalport Madeley Broseley Telford | Ironbridge guarantees its steel for life.
    Feilenhof | Germany | 1.25 | Solingen Remscheid Hagen Velbert Siegen | Feilenhof grinds to tolerances that show up only after years.
    Stanbrook | United States | 1 | Ballard Fremont Laurel Union Mercer | Stanbrook builds for site work and sells to anyone who likes that.
    Kobo Tools | Japan | 1.3 | Miki Sanjo Takumi Hagane Sakai | Kobo Tools still hardens its blades by eye.
    Handyday | Taiwan | 0.75 | Start Basic Fixit Weekend Lodger | Handyday puts a decent tool in every kitchen drawer.
  `),
  audio: brands(`
    Alder Audio | Denmark | 1.2 | Sonata Nocturne Prelude Rondo Cantata | Alder Audio tunes by ear in a converted barn on Funen.
    Wavecrest | United States | 1.05 | Breaker Pacific Shoreline Undertow Reef | Wavecrest publishes its measurements and its repair manuals.
    Tonewood | Japan | 1.3 | Kiri Hinoki Sugi Tsuga Keyaki | Tonewood builds cabinets the way others build instruments.
    Bellfield | United Kingdom | 1.1 | Abbey Maida Marylebone Berwick Savile | Bellfield has made studio equipment in London since the valve age.
    Plainsong | Taiwan | 0.75 | Chant Verse Chorus Refrain Hymn | Plainsong leaves out the lights and the app and keeps the sound.
  `),
};
