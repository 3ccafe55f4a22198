export { productPicture } from "./product-picture.ts";
export { type SampleCategory, type SampleProduct, sampleCategories } from "./product-shape.ts";
export { sampleCatalog } from "./sample-catalog.ts";
