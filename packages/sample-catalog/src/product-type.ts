import type { ColourName } from "./colours.ts";
import { isColourName } from "./colours.ts";
import type { DrawingName } from "./pictures/drawings.ts";
import type { CategorySlug, TaxClass } from "./product-shape.ts";

/** The word list of one type of product, such as kettles, tents or notebooks. */
export interface ProductType {
  /** Ends the product's name; unique in the catalog. */
  readonly noun: string;
  /** Three letters that open each SKU; unique in the catalog. */
  readonly code: string;
  readonly drawing: DrawingName;
  /** A second category beside the one whose list holds this type. */
  readonly also?: CategorySlug;
  readonly taxClass?: TaxClass;
  /** US dollars for the plainest style in its smallest size. */
  readonly price: number;
  /** Weight of that variant. */
  readonly grams: number;
  readonly colours: readonly ColourName[];
  /** Most colours that one product is offered in; 4 unless told. */
  readonly maxColours?: number;
  readonly axes?: readonly Axis[];
  readonly styles: readonly Style[];
  /**
   * Names of single products, where the brand's collections would not do: games, seeds, coffees.
   */
  readonly titles?: readonly string[];
  /** First sentences; `{collection}` and `{brand}` are filled in, and each names the collection. */
  readonly openers: readonly string[];
  readonly details: readonly string[];
  /** Further facets, one value drawn for each product. */
  readonly facets?: Readonly<Record<string, readonly string[]>>;
}

/** An option other than colour. */
export interface Axis {
  readonly name: string;
  readonly values: readonly AxisValue[];
}

export interface AxisValue {
  readonly label: string;
  readonly code: string;
  readonly priceFactor: number;
  readonly weightFactor: number;
}

export interface Style {
  readonly name: string;
  readonly material: string;
  readonly priceFactor: number;
  readonly sentence: string;
  readonly drawing?: string;
  readonly colours?: readonly ColourName[];
}

export interface Brand {
  readonly name: string;
  readonly madeIn: string;
  readonly priceFactor: number;
  readonly collections: readonly string[];
  readonly sentence: string;
}

/** Each value: label, SKU code, price factor, weight factor (as the price factor unless told). */
export function axis(
  name: string,
  ...values: readonly (readonly [label: string, code: string, price: number, weight?: number])[]
): Axis {
  return {
    name,
    values: values.map(([label, code, priceFactor, weightFactor = priceFactor]) => ({
      label,
      code,
      priceFactor,
      weightFactor,
    })),
  };
}

function rows(table: string): string[][] {
  return table
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));
}

function cell(row: readonly string[], index: number): string {
  const text = row[index];
  if (!text) throw new Error(`Column ${index + 1} is missing in "${row.join(" | ")}"`);
  return text;
}

function factor(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`"${text}" is not a price factor`);
  return value;
}

function colourNames(list: string): ColourName[] {
  return list.split(",").map((entry) => {
    const name = entry.trim();
    if (!isColourName(name)) throw new Error(`"${name}" is no colour of the catalog`);
    return name;
  });
}

/**
 * Reads a table, one style a line: `name | material | price factor | sentence`, and optionally
 * `| drawing` (or `-`) and `| colours, separated by commas` where they differ from the type's.
 */
export function styles(table: string): Style[] {
  return rows(table).map((row) => {
    const [, , , , drawing = "-", colours = ""] = row;
    return {
      name: cell(row, 0),
      material: cell(row, 1),
      priceFactor: factor(cell(row, 2)),
      sentence: cell(row, 3),
      ...(drawing === "-" ? {} : { drawing }),
      ...(colours ? { colours: colourNames(colours) } : {}),
    };
  });
}

/** Reads a table, one brand a line: `name | made in | price factor | collections | sentence`. */
export function brands(table: string): Brand[] {
  return rows(table).map((row) => ({
    name: cell(row, 0),
    madeIn: cell(row, 1),
    priceFactor: factor(cell(row, 2)),
    collections: cell(row, 3).split(" "),
    sentence: cell(row, 4),
  }));
}
