import { validation } from "../errors.ts";

/**
 * DynamoDB numbers: up to 38 significant digits, magnitude 1E-130 to 9.99…E+125. They are stored as
 * canonical decimal strings without exponent or superfluous zeros, so that equal numbers are equal
 * strings.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number
 */
const MAX_DIGITS = 38;
const MAX_EXPONENT = 125;
const MIN_EXPONENT = -130;

/**
 * `±d.ddd × 10^exponent`. `digits` has no leading and no trailing zeros; zero is the empty string.
 */
export interface Decimal {
  negative: boolean;
  digits: string;
  exponent: number;
}

const NUMBER = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/;

/** Parses a number that a caller sends; undefined if it is not one. */
function parseDecimal(text: string): Decimal | undefined {
  const match = NUMBER.exec(text);
  if (!match) return undefined;
  const whole = match[2] ?? "";
  const fraction = match[3] ?? "";
  if (whole === "" && fraction === "") return undefined;
  const all = whole + fraction;
  let start = 0;
  while (start < all.length && all.charCodeAt(start) === 48) start += 1;
  let end = all.length;
  while (end > start && all.charCodeAt(end - 1) === 48) end -= 1;
  if (start === end) return { negative: false, digits: "", exponent: 0 };
  return {
    negative: match[1] === "-",
    digits: all.slice(start, end),
    exponent: Number(match[4] ?? 0) + whole.length - 1 - start,
  };
}

function formatDecimal({ negative, digits, exponent }: Decimal): string {
  if (digits === "") return "0";
  const sign = negative ? "-" : "";
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits + "0".repeat(exponent + 1 - digits.length);
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** Integers of up to 15 digits without a leading zero are canonical already. */
function isShortInteger(text: string): boolean {
  const length = text.length;
  if (length === 0 || length > 16) return false;
  let index = text.charCodeAt(0) === 45 ? 1 : 0;
  if (index === length || length - index > 15) return false;
  const first = text.charCodeAt(index);
  if (first === 48) return length === 1;
  for (; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/** The canonical text of a number that a caller sent. */
export function canonicalNumber(text: string): string {
  if (isShortInteger(text)) return text;
  if (text === "") throw validation("The parameter cannot be converted to a numeric value");
  const decimal = parseDecimal(text);
  if (!decimal) throw validation(`The parameter cannot be converted to a numeric value: ${text}`);
  return formatDecimal(withinRange(decimal));
}

function withinRange(decimal: Decimal): Decimal {
  if (decimal.digits === "") return decimal;
  if (decimal.exponent > MAX_EXPONENT) {
    throw validation(
      "Number overflow. Attempting to store a number with magnitude larger than supported range",
    );
  }
  if (decimal.exponent < MIN_EXPONENT) {
    throw validation(
      "Number underflow. Attempting to store a number with magnitude smaller than supported range",
    );
  }
  if (decimal.digits.length > MAX_DIGITS) {
    throw validation("Attempting to store more than 38 significant digits in a Number");
  }
  return decimal;
}

/** Splits a canonical number. */
export function decimalOf(canonical: string): Decimal {
  const decimal = parseDecimal(canonical);
  if (!decimal) throw new TypeError(`${canonical} is not a canonical number`);
  return decimal;
}

/** Negative, zero or positive if `a` is below, equal to or above `b`; both canonical. */
export function compareNumbers(a: string, b: string): number {
  if (a === b) return 0;
  if (isShortInteger(a) && isShortInteger(b)) return Number(a) - Number(b);
  const left = orderedNumber(a);
  const right = orderedNumber(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A string that sorts by code units as the number sorts by value. */
export function orderedNumber(canonical: string): string {
  const { negative, digits, exponent } = decimalOf(canonical);
  if (digits === "") return "1";
  const biased = exponent - MIN_EXPONENT + 100;
  if (!negative) return `2${biased}${digits}`;
  let complement = "";
  for (let index = 0; index < digits.length; index += 1) {
    complement += String.fromCharCode(105 - digits.charCodeAt(index));
  }
  // The tilde after the digits makes the longer of two numbers with a common prefix the smaller
  // one.
  return `0${999 - biased}${complement}~`;
}

/** Adds canonical numbers; subtracts `b` if `subtract` is true. */
export function addNumbers(a: string, b: string, subtract = false): string {
  if (isShortInteger(a) && isShortInteger(b)) {
    return String(subtract ? Number(a) - Number(b) : Number(a) + Number(b));
  }
  const left = decimalOf(a);
  const right = decimalOf(b);
  const scale = Math.min(lowestPlace(left), lowestPlace(right));
  const sum = subtract
    ? scaledInteger(left, scale) - scaledInteger(right, scale)
    : scaledInteger(left, scale) + scaledInteger(right, scale);
  const result = parseDecimal(`${sum}e${scale}`);
  return formatDecimal(withinRange(result ?? { negative: false, digits: "", exponent: 0 }));
}

/** Power of ten of the last digit. */
function lowestPlace({ digits, exponent }: Decimal): number {
  return digits === "" ? 0 : exponent - digits.length + 1;
}

function scaledInteger(decimal: Decimal, scale: number): bigint {
  if (decimal.digits === "") return 0n;
  const magnitude = BigInt(decimal.digits) * 10n ** BigInt(lowestPlace(decimal) - scale);
  return decimal.negative ? -magnitude : magnitude;
}
