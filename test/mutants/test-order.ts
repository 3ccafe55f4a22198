import type { Baseline } from "./baseline.ts";
import type { Mutant } from "./candidates.ts";
import { reaching } from "./reached.ts";

/** A test file takes this long before its first test, whatever it tests. */
const START_SECONDS = 3;
/** The tests that a mutant meets alone take about this long. */
const ALONE_SECONDS = 30;

/** The tests that run the statement of a mutant: the most likely to kill it, then the others. */
export interface TestOrder {
  first: string[];
  others: string[];
}

/**
 * Unit tests come first, then the tests that run the most statements of the mutant's file in a
 * second: these are about it.
 * @param source the source of the mutant's file, without the mutant
 */
export function testOrderFor(mutant: Mutant, source: string, { seconds, reached }: Baseline): TestOrder {
  const time = (test: string) => START_SECONDS + (seconds.get(test) ?? 0);
  const worth = new Map(
    [...reached].map(([test, places]) => {
      const about = [...places].filter((place) => place.startsWith(`${mutant.file}@`)).length;
      return [test, test.startsWith("test/unit/") ? Number.POSITIVE_INFINITY : about / time(test)];
    }),
  );
  const tests = reaching(mutant, source, reached).toSorted(
    (a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0) || time(a) - time(b),
  );
  let spent = 0;
  const alone = tests.findIndex((test) => (spent += time(test)) > ALONE_SECONDS);
  const count = alone < 0 ? tests.length : Math.max(1, alone);
  return { first: tests.slice(0, count), others: tests.slice(count) };
}
