export { PICTURE_SIZE, productPicture } from "./product-picture.ts";
export { type SampleProduct, sampleCategories } from "./product-shape.ts";
export { sampleCatalog } from "./sample-catalog.ts";
