import type { Members } from "./input/shapes.ts";
import type { Database } from "./state/database.ts";

/** The units that one call used, and the way its response is sent. */
export interface Call {
  readUnits: number;
  writeUnits: number;
  /** True if the response must wait until the store is durable. */
  awaitsDurability: boolean;
}

/**
 * One API operation. The request passed to `execute` has the shape's types and meets its
 * constraints.
 */
export interface Operation {
  shape: Members;
  execute(database: Database, input: never, call: Call): object | Promise<object>;
}

/** Attaches the input type, which the shape guarantees at run time. */
export function operation<Input>(
  shape: Members,
  execute: (database: Database, input: Input, call: Call) => object | Promise<object>,
): Operation {
  return { shape, execute };
}
