import type { Members } from "./input/shapes.ts";
import type { Database } from "./state/database.ts";

/** What one call used, for the meter and for how its answer is given. */
export interface Call {
  readUnits: number;
  writeUnits: number;
  /** Set when the answer must wait until the store is durable. */
  awaitsDurability: boolean;
}

/** One API operation. `execute` gets a request that has the shape's types and meets its constraints. */
export interface Operation {
  shape: Members;
  execute(database: Database, input: never, call: Call): object | Promise<object>;
}

/** Binds the input type, which the shape guarantees at run time. */
export function operation<Input>(
  shape: Members,
  execute: (database: Database, input: Input, call: Call) => object | Promise<object>,
): Operation {
  return { shape, execute };
}
