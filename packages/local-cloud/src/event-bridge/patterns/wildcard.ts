import { invalidPattern } from "../errors.ts";

/**
 * Compiles a pattern in which `*` matches any characters; `\*` and `\\` are literal. Matching is
 * greedy by literal pieces, so it never backtracks.
 */
export function compileWildcard(pattern: string): (value: unknown) => boolean {
  const pieces = piecesOf(pattern);
  const first = pieces[0] ?? "";
  if (pieces.length === 1) return (value) => value === first;
  const last = pieces.at(-1) ?? "";
  const middle = pieces.slice(1, -1);
  const shortest = pieces.reduce((length, piece) => length + piece.length, 0);
  return (value) => {
    if (typeof value !== "string" || value.length < shortest) return false;
    if (!value.startsWith(first) || !value.endsWith(last)) return false;
    let from = first.length;
    for (const piece of middle) {
      const at = value.indexOf(piece, from);
      if (at < 0) return false;
      from = at + piece.length;
    }
    return from <= value.length - last.length;
  };
}

/** The literal texts between the asterisks. */
function piecesOf(pattern: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === "*") {
      if (pattern[at + 1] === "*") {
        throw invalidPattern(`Consecutive wildcard characters at pos ${at + 1}`);
      }
      pieces.push(piece);
      piece = "";
    } else if (character === "\\") {
      at += 1;
      const escaped = pattern[at];
      if (escaped !== "*" && escaped !== "\\") throw invalidPattern(`Invalid escape character at pos ${at}`);
      piece += escaped;
    } else {
      piece += character;
    }
  }
  pieces.push(piece);
  return pieces;
}
