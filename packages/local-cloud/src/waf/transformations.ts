import type { TextTransformation } from "./web-acl.ts";

const NAMED: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  tab: "\t",
  newline: "\n",
  colon: ":",
  lpar: "(",
  rpar: ")",
  equals: "=",
  sol: "/",
};

/**
 * HTML_ENTITY_DECODE: named, decimal and hexadecimal references, with or without their semicolon.
 */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#x([\da-f]{1,7});?|#(\d{1,8});?|([a-z]{2,8});)/gi,
    (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/**
 * URL_DECODE_UNI: decodes `%uXXXX` and percent-encoded bytes. Bytes that are no valid UTF-8 are
 * decoded one by one.
 */
function decodeUrl(text: string): string {
  if (!text.includes("%")) return text;
  const decoded = text
    .replace(/%u([\da-f]{4})/gi, (_, hex: string) => foldWidth(String.fromCharCode(Number.parseInt(hex, 16))))
    .replace(/%c0%([89ab][\da-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16) & 0x3f),
    );
  try {
    return decodeURIComponent(decoded);
  } catch {
    return decoded.replace(/%([\da-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
}

/** Converts full-width forms, which some databases fold, to ASCII. */
function foldWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}

const TRANSFORMATIONS: Record<TextTransformation["Type"], (text: string) => string> = {
  NONE: (text) => text,
  LOWERCASE: (text) => text.toLowerCase(),
  URL_DECODE: (text) => decodeUrl(text),
  URL_DECODE_UNI: (text) => decodeUrl(text),
  HTML_ENTITY_DECODE: (text) => decodeEntities(text),
  COMPRESS_WHITE_SPACE: (text) => text.replace(/[\s\u00a0]+/g, " "),
  REPLACE_COMMENTS: (text) => text.replace(/\/\*.*?(?:\*\/|$)/gs, " "),
  REPLACE_NULLS: (text) => text.replaceAll("\0", " "),
};

/** Applies a statement's transformations, lowest priority first. */
export function transform(text: string, transformations: readonly TextTransformation[]): string {
  let result = text;
  for (const { Type } of transformations.toSorted((a, b) => a.Priority - b.Priority)) {
    result = TRANSFORMATIONS[Type](result);
  }
  return result;
}

/**
 * The readings of a text that the managed groups inspect: as it is, with entities and
 * percent-encoding decoded (twice, because attackers encode twice), without nulls and with
 * full-width letters folded. Most texts have only one reading.
 */
export function readings(text: string): string[] {
  // oxlint-disable-next-line no-control-regex -- a null is one of the marks looked for
  if (!/[%&\0\uff01-\uff5e\\]/.test(text)) return [text];
  const found = [text];
  let current = text;
  for (let round = 0; round < 3; round += 1) {
    const decoded = foldWidth(decodeEntities(decodeUrl(current)));
    if (decoded !== current) found.push(decoded);
    const next = decoded.replaceAll("\0", "");
    if (next !== decoded) found.push(next);
    if (next === current) break;
    current = next;
  }
  // Escapes in scripts: \x3c, \u003c.
  const unescaped = current.replace(/\\(?:x([\da-f]{2})|u00([\da-f]{2}))/gi, (_, x?: string, u?: string) =>
    String.fromCharCode(Number.parseInt(x ?? u ?? "0", 16)),
  );
  if (unescaped !== current) found.push(unescaped);
  return found;
}
