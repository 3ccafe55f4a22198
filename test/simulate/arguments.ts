import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

export const HELP = `Runs whole shops from seeds: weeks of orders, cancellations, edits, outages, refunds and returns
under faults. Checks the invariants at the end of each.

Usage: npm run simulate -- [options]

  --seeds N      number of shops (default: 10); with --planted, the most that a bug gets
  --from S       the first seed (default: 1)
  --workers W    shops at the same time (default: one for each core)
  --planted [B]  plant each known bug in a copy of the sources, or only bug B, and count the seeds
                 until the simulation finds it
  --verbose      print what was injected into a shop whose invariants are violated
  --help         show this text

Exits with 1 when an invariant is violated or a planted bug is not found, and with 2 when the
arguments are wrong.
`;

export interface Arguments {
  help: boolean;
  seeds: number;
  from: number;
  workers: number;
  verbose: boolean;
  /** True for all planted bugs, or the name of one. */
  planted: boolean | string;
}

/** @throws an error that says which argument is wrong */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: "string", default: "10" },
      from: { type: "string", default: "1" },
      workers: { type: "string", default: String(availableParallelism()) },
      planted: { type: "boolean", default: false },
      verbose: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
    allowPositionals: true,
  });
  const whole = (name: "seeds" | "from" | "workers"): number => {
    const value = Number(values[name]);
    if (!Number.isSafeInteger(value) || value < 1)
      throw new Error(`--${name} must be a whole number from 1, not ${values[name]}.`);
    return value;
  };
  const [bug, ...others] = positionals;
  if (others.length > 0 || (bug !== undefined && !values.planted))
    throw new Error(`There is no argument ${others[0] ?? bug}.`);
  return {
    help: values.help,
    verbose: values.verbose,
    planted: values.planted && (bug ?? true),
    seeds: whole("seeds"),
    from: whole("from"),
    workers: whole("workers"),
  };
}
