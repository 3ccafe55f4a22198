import { validation } from "../errors.ts";
import type { Attributes } from "../values/attributes.ts";
import { validateAttributes } from "../values/validate.ts";

/** Faults that AWS reports without the prefix it puts before others. */
const UNPREFIXED = /contains duplicates|number set|numeric value|significant digits|number with magnitude/;

export function validateStartKey(key: Attributes): void {
  try {
    validateAttributes(key);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (UNPREFIXED.test(message)) throw error;
    throw validation(`The provided starting key is invalid: ${message}`);
  }
}
