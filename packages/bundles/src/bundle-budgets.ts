import type { LambdaBundle } from "./lambda-bundles.ts";

/**
 * Bytes of a minified bundle. docs/adr/0019-lean-bundles.md says why; a raise needs a reason there.
 */
export const bundleBudgets = {
  median: 470_000,
  each: 900_000,
  /** Import time of a bundle, as a multiple of an empty module's. */
  importRatio: 18,
  /** Every request or event passes through these functions, so they have budgets of their own. */
  named: {
    AuthorizeRequest: 500_000,
    GetHealth: 60_000,
    NormalizeApiRequest: 5_000,
    // It holds React and the pages of the whole shop.
    RenderPage: 950_000,
    UnwrapOutbox: 410_000,
  } as Readonly<Record<string, number>>,
} as const;

/** One sentence for each budget that is exceeded. */
export function overBudget(bundles: readonly Pick<LambdaBundle, "function" | "bytes">[]): string[] {
  const problems = bundles.flatMap(({ function: name, bytes }) => {
    const budget = bundleBudgets.named[name] ?? bundleBudgets.each;
    return bytes > budget ? [`${name} has ${bytes} bytes; its budget is ${budget}.`] : [];
  });
  const middle = median(bundles.map(({ bytes }) => bytes));
  if (middle > bundleBudgets.median)
    problems.push(`The median bundle has ${middle} bytes; its budget is ${bundleBudgets.median}.`);
  return problems;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
