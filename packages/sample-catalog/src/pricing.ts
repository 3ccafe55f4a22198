import type { Choice } from "./seeded-choice.ts";

/**
 * The last two digits of a price, by how much the product costs: cheap things end in .90, dear ones
 * in whole dollars.
 */
export function priceEnding(dollars: number, choice: Choice): number {
  if (dollars < 20) return choice.pick([50, 90, 95]);
  if (dollars < 120) return choice.pick([0, 0, 50, 90, 95]);
  return choice.pick([0, 0, 0, 95]);
}

/** Cents: the price nearest to `dollars` that has this ending, and never below 50 cents. */
export function roundedPrice(dollars: number, ending: number): number {
  const whole = Math.round(dollars - ending / 100);
  return Math.max(whole * 100 + ending, 50);
}

/** Grams, to the step a shop's scale would show. */
export function roundedWeight(grams: number): number {
  const step = grams < 100 ? 1 : grams < 1000 ? 5 : 50;
  return Math.max(Math.round(grams / step) * step, 1);
}
