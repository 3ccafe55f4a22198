import { axis } from "./product-type.ts";

/** Options that several kinds of product share. */
export const clothingSizes = axis(
  "Size",
  ["XS", "XS", 1, 0.9],
  ["S", "S", 1, 0.95],
  ["M", "M", 1],
  ["L", "L", 1, 1.06],
  ["XL", "XL", 1, 1.12],
  ["XXL", "XXL", 1.05, 1.2],
);
export const handSizes = axis("Size", ["S", "S", 1, 0.92], ["M", "M", 1], ["L", "L", 1, 1.08]);
export const sockSizes = axis(
  "Size",
  ["36-39", "3639", 1, 0.9],
  ["40-43", "4043", 1],
  ["44-47", "4447", 1, 1.1],
);
export const paperSizes = axis("Size", ["A6", "A6", 0.7, 0.5], ["A5", "A5", 1], ["A4", "A4", 1.5, 1.9]);
export const flex = axis("Cable", ["2 m", "2M", 1], ["3 m", "3M", 1.08, 1.1]);
