import { type Attributes, type AttributeValue } from "./attributes.ts";
import { decimalOf } from "./decimal.ts";
import { base64Length, utf8Length } from "./text.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
export function attributesSize(attributes: Attributes): number {
  let size = 0;
  for (const name in attributes) {
    const value = attributes[name];
    if (value) size += utf8Length(name) + valueSize(value);
  }
  return size;
}

function valueSize(value: AttributeValue): number {
  if ("S" in value) return utf8Length(value.S);
  if ("N" in value) return numberSize(value.N);
  if ("BOOL" in value || "NULL" in value) return 1;
  if ("M" in value) {
    let size = 3;
    for (const name in value.M) {
      const member = value.M[name];
      if (member) size += 1 + utf8Length(name) + valueSize(member);
    }
    return size;
  }
  if ("L" in value) return value.L.reduce((size, member) => size + 1 + valueSize(member), 3);
  if ("B" in value) return base64Length(value.B);
  if ("SS" in value) return value.SS.reduce((size, member) => size + utf8Length(member), 0);
  if ("NS" in value) return value.NS.reduce((size, member) => size + numberSize(member), 0);
  return value.BS.reduce((size, member) => size + base64Length(member), 0);
}

/** The size of a positive number of up to nine digits, the common case; 0 for others. */
function shortInteger(canonical: string): number {
  const length = canonical.length;
  if (length > 9) return 0;
  let significant = 0;
  for (let index = 0; index < length; index += 1) {
    const code = canonical.charCodeAt(index);
    if (code < 48 || code > 57) return 0;
    if (code > 48) significant = index + 1;
  }
  if (significant === 0) return 1;
  const unaligned = significant % 2 === 0 && length % 2 === 1 ? 1 : 0;
  return 1 + Math.ceil(significant / 2) + unaligned;
}

/**
 * One byte for each two significant digits, aligned to pairs, one more, and one for a negative
 * sign.
 */
function numberSize(canonical: string): number {
  const short = shortInteger(canonical);
  if (short > 0) return short;
  const { negative, digits, exponent } = decimalOf(canonical);
  if (digits === "") return 1;
  const unaligned = digits.length % 2 === 0 && exponent % 2 === 0 ? 1 : 0;
  return 1 + Math.ceil(digits.length / 2) + unaligned + (negative ? 1 : 0);
}
