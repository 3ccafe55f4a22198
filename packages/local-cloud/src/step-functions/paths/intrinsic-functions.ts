import { createHash } from "node:crypto";
import type { Random } from "../../kernel/random.ts";

/** One intrinsic function. Throws a plain Error that describes the wrong arguments. */
interface Intrinsic {
  /** The number of arguments. */
  arity: readonly [least: number, most: number];
  call(values: readonly unknown[], random: Random): unknown;
}

const MAX_BASE64_INPUT = 10_000;
const MAX_RANGE = 1000;

/** https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
export const intrinsicFunctions: Readonly<Record<string, Intrinsic>> = {
  "States.Format": {
    arity: [1, Number.POSITIVE_INFINITY],
    call: ([template, ...values]) => format(string(template, "template"), values),
  },
  "States.StringToJson": { arity: [1, 1], call: ([text]) => parse(string(text, "argument")) },
  "States.JsonToString": { arity: [1, 1], call: ([value]) => JSON.stringify(value) },
  "States.Array": { arity: [0, Number.POSITIVE_INFINITY], call: (values) => [...values] },
  "States.ArrayPartition": {
    arity: [2, 2],
    call: ([values, size]) => partition(array(values), positiveInteger(size)),
  },
  "States.ArrayContains": {
    arity: [2, 2],
    call: ([values, wanted]) => array(values).some((value) => equal(value, wanted)),
  },
  "States.ArrayRange": {
    arity: [3, 3],
    call: ([first, last, step]) => range(integer(first), integer(last), integer(step)),
  },
  "States.ArrayGetItem": { arity: [2, 2], call: ([values, index]) => item(array(values), integer(index)) },
  "States.ArrayLength": { arity: [1, 1], call: ([values]) => array(values).length },
  "States.ArrayUnique": { arity: [1, 1], call: ([values]) => unique(array(values)) },
  "States.Base64Encode": {
    arity: [1, 1],
    call: ([text]) => Buffer.from(checkLength(string(text, "argument"))).toString("base64"),
  },
  "States.Base64Decode": {
    arity: [1, 1],
    call: ([text]) => Buffer.from(checkLength(string(text, "argument")), "base64").toString("utf8"),
  },
  "States.Hash": { arity: [2, 2], call: ([data, algorithm]) => hash(data, string(algorithm, "algorithm")) },
  "States.JsonMerge": {
    arity: [3, 3],
    call: ([first, second, deep]) => {
      if (deep !== false) throw new Error("Only the shallow merging mode is supported: pass false");
      return { ...object(first), ...object(second) };
    },
  },
  "States.MathRandom": {
    arity: [2, 3],
    call: ([start, end, seed], random) =>
      randomBetween(
        integer(start),
        integer(end),
        seed === undefined ? random.next() : seededFraction(integer(seed)),
      ),
  },
  "States.MathAdd": { arity: [2, 2], call: ([first, second]) => integer(first) + integer(second) },
  "States.StringSplit": {
    arity: [2, 2],
    call: ([text, splitters]) => split(string(text, "argument"), string(splitters, "delimiter")),
  },
  "States.UUID": { arity: [0, 0], call: (_, random) => random.uuid() },
};

/** Inserts values at `{}`. `\{`, `\}` and `\\` are literal. */
function format(template: string, values: readonly unknown[]): string {
  let out = "";
  let used = 0;
  for (let at = 0; at < template.length; at += 1) {
    const char = template[at];
    if (char === "\\" && at + 1 < template.length) {
      at += 1;
      out += template[at];
    } else if (char === "{" && template[at + 1] === "}") {
      if (used >= values.length) {
        throw new Error("The number of arguments do not match the occurrences of {}");
      }
      out += printed(values[used++]);
      at += 1;
    } else if (char === "{" || char === "}") {
      throw new Error("Matching '}' not found for '{', or a brace is not escaped");
    } else {
      out += char;
    }
  }
  if (used !== values.length) {
    throw new Error("The number of arguments do not match the occurrences of {}");
  }
  return out;
}

/** Objects and arrays look as Java prints its maps and lists, such as `{a=1, b=[x, null]}`. */
function printed(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return `[${value.map(printed).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${key}=${printed(member)}`);
  return `{${members.join(", ")}}`;
}

/** A blank text is null. */
function parse(text: string): unknown {
  return text.trim() === "" ? null : JSON.parse(text);
}

function partition(values: readonly unknown[], size: number): unknown[][] {
  const parts: unknown[][] = [];
  for (let at = 0; at < values.length; at += size) parts.push(values.slice(at, at + size));
  return parts;
}

function range(first: number, last: number, step: number): number[] {
  if (step === 0) throw new Error("The step cannot be zero");
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (count > MAX_RANGE) throw new Error(`The range exceeds ${MAX_RANGE} elements`);
  return Array.from({ length: count }, (_, index) => first + index * step);
}

function item(values: readonly unknown[], index: number): unknown {
  if (index < 0 || index >= values.length) throw new Error(`Index ${index} is out of bounds`);
  return values[index];
}

function unique(values: readonly unknown[]): unknown[] {
  const kept: unknown[] = [];
  for (const value of values) if (!kept.some((other) => equal(other, value))) kept.push(value);
  return kept;
}

const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

function hash(data: unknown, algorithm: string): string {
  const name = ALGORITHMS[algorithm];
  if (!name) throw new Error(`Unsupported hash algorithm ${algorithm}`);
  const text = typeof data === "string" ? data : JSON.stringify(data);
  return createHash(name).update(checkLength(text)).digest("hex");
}

function split(text: string, splitters: string): string[] {
  if (splitters === "") return [text];
  const parts: string[] = [];
  let part = "";
  for (const char of text) {
    if (splitters.includes(char)) {
      if (part !== "") parts.push(part);
      part = "";
    } else {
      part += char;
    }
  }
  if (part !== "") parts.push(part);
  return parts;
}

/** From start (inclusive) to end (exclusive). */
function randomBetween(start: number, end: number, fraction: number): number {
  if (end <= start) throw new Error("The end must be greater than the start");
  return start + Math.floor(fraction * (end - start));
}

/** The same seed gives the same number. */
function seededFraction(seed: number): number {
  const digest = createHash("sha256").update(String(seed)).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

function equal(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(right, key) &&
      equal((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key]),
  );
}

function string(value: unknown, name: string): string {
  if (typeof value !== "string") throw new Error(`The ${name} must be a string`);
  return value;
}

function array(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error("The argument must be an array");
  return value;
}

function object(value: unknown): object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error("The argument must be a JSON object");
  }
  return value;
}

/** Fractions are rounded to the nearest integer, halves upwards. */
function integer(value: unknown): number {
  if (typeof value !== "number") throw new Error("The argument must be an integer");
  return Math.round(value);
}

function positiveInteger(value: unknown): number {
  const size = integer(value);
  if (size <= 0) throw new Error("The chunk size must be a positive integer");
  return size;
}

function checkLength(text: string): string {
  if (text.length > MAX_BASE64_INPUT) {
    throw new Error(`The input exceeds ${MAX_BASE64_INPUT} characters`);
  }
  return text;
}
