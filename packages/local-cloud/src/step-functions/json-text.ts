import { evaluationError } from "./asl/failure.ts";

/** The quota on payloads between states, in bytes of UTF-8. */
const MAX_PAYLOAD_BYTES = 262_144;

/**
 * Deeper JSON is refused as input, as AWS's parser does, so that later code cannot exhaust the
 * stack.
 */
const MAX_NESTING = 1000;

/** The size in bytes is only computed if the length in characters does not decide. */
export function exceedsPayload(text: string): boolean {
  if (text.length > MAX_PAYLOAD_BYTES) return true;
  return text.length * 3 > MAX_PAYLOAD_BYTES && Buffer.byteLength(text) > MAX_PAYLOAD_BYTES;
}

/** @throws SyntaxError if the text is not JSON or is nested too deeply */
export function parseJson(text: string): unknown {
  const value = JSON.parse(text) as unknown;
  if (nestsDeeper(value, MAX_NESTING)) {
    throw new SyntaxError(`Document nesting depth exceeds the maximum allowed (${MAX_NESTING})`);
  }
  return value;
}

/** The JSON text of a value that an evaluation made. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "null";
  } catch (error) {
    if (error instanceof RangeError) throw evaluationError("The value is too large or nests too deeply");
    throw error;
  }
}

function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Object.values(value)) if (nestsDeeper(inner, levels - 1)) return true;
  return false;
}
