/**
 * JSON parsers usually accept no deeper documents, and serialising a much deeper one overflows the
 * stack.
 */
const MAX_DEPTH = 1_000;

/** Returns true if JSON text is nested too deeply to be stored. */
export function isTooDeep(text: string): boolean {
  return text.length > 2 * MAX_DEPTH && nesting(text) > MAX_DEPTH;
}

/** The deepest nesting of JSON text, not counting brackets in strings. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (quoted) {
      if (character === 0x5c) at += 1;
      else if (character === 0x22) quoted = false;
    } else if (character === 0x22) quoted = true;
    else if (character === 0x7b || character === 0x5b) deepest = Math.max(deepest, (depth += 1));
    else if (character === 0x7d || character === 0x5d) depth -= 1;
  }
  return deepest;
}
