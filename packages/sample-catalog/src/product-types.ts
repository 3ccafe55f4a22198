import type { CategorySlug } from "./product-shape.ts";
import type { ProductType } from "./product-type.ts";
import { audioProducts } from "./products/audio.ts";
import { bagProducts } from "./products/bags.ts";
import { clothingProducts } from "./products/clothing.ts";
import { coffeeTeaProducts } from "./products/coffee-tea.ts";
import { gardenProducts } from "./products/garden.ts";
import { homeProducts } from "./products/home.ts";
import { kitchenProducts } from "./products/kitchen.ts";
import { lightingProducts } from "./products/lighting.ts";
import { outdoorProducts } from "./products/outdoor.ts";
import { stationeryProducts } from "./products/stationery.ts";
import { toolProducts } from "./products/tools.ts";
import { toyGameProducts } from "./products/toys-games.ts";

export const productTypes: Readonly<Record<CategorySlug, readonly ProductType[]>> = {
  outdoor: outdoorProducts,
  kitchen: kitchenProducts,
  home: homeProducts,
  lighting: lightingProducts,
  stationery: stationeryProducts,
  "coffee-tea": coffeeTeaProducts,
  clothing: clothingProducts,
  bags: bagProducts,
  "toys-games": toyGameProducts,
  garden: gardenProducts,
  tools: toolProducts,
  audio: audioProducts,
};
