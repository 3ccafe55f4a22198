import { describe, expect, it } from "vitest";
import {
  productPicture,
  type SampleProduct,
  sampleCatalog,
  sampleCategories,
} from "@tradewind/sample-catalog";
import { drawings } from "../../packages/sample-catalog/src/pictures/drawings.ts";
import { drawingOf } from "../../packages/sample-catalog/src/product-picture.ts";
import { productTypes } from "../../packages/sample-catalog/src/product-types.ts";

const catalog = sampleCatalog();
const variants = catalog.flatMap((product) => product.variants);
const types = Object.values(productTypes).flat();

function duplicatesOf<T>(values: readonly T[]): T[] {
  const seen = new Set<T>();
  return values.filter((value) => seen.size === seen.add(value).size);
}

function combinations(options: SampleProduct["options"]): Record<string, string>[] {
  return options.reduce<Record<string, string>[]>(
    (partial, { name, values }) =>
      partial.flatMap((chosen) => values.map((value) => ({ ...chosen, [name]: value }))),
    [{}],
  );
}

/** The names of the elements. Throws unless each element is closed and each attribute is quoted. */
function elements(xml: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  const token = /<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<&]*")*)\s*(\/?)>|([^<]+)|(<)/g;
  for (const [, closing, name = "", , selfClosing, text, stray] of xml.matchAll(token)) {
    if (stray) throw new Error("A stray <");
    if (text !== undefined) {
      if (/&(?!amp;|lt;|gt;|quot;)|>/.test(text)) throw new Error(`Not escaped: ${text}`);
    } else if (closing) {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
    } else {
      names.push(name);
      if (!selfClosing) open.push(name);
    }
  }
  if (open.length > 0) throw new Error(`Never closed: ${open.join(" ")}`);
  return names;
}

describe("the sample catalog", () => {
  it("has at least 1,200 products, each the same in every run", () => {
    expect(catalog.length).toBeGreaterThanOrEqual(1200);
    expect(sampleCatalog()).toEqual(catalog);
    const kettle = catalog.find(({ variants }) => variants.some(({ sku }) => sku.startsWith("KET-")));
    expect(kettle?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("has unique ids, slugs, names, descriptions and SKUs", () => {
    for (const key of ["id", "slug", "name", "description"] as const) {
      expect(duplicatesOf(catalog.map((product) => product[key]))).toEqual([]);
    }
    expect(duplicatesOf(variants.map(({ sku }) => sku))).toEqual([]);
  });

  it("has 12 categories of at least 60 products, and each product in one or two of them", () => {
    expect(sampleCategories).toHaveLength(12);
    for (const { slug } of sampleCategories) {
      expect(
        catalog.filter(({ categories }) => categories.includes(slug)).length,
        slug,
      ).toBeGreaterThanOrEqual(60);
    }
    const known = new Set<string>(sampleCategories.map(({ slug }) => slug));
    for (const { categories, slug } of catalog) {
      expect([1, 2], slug).toContain(categories.length);
      expect(duplicatesOf(categories), slug).toEqual([]);
      expect(categories.every((category) => known.has(category))).toBe(true);
    }
  });

  it("has one variant for every combination of a product's options, at most 12", () => {
    for (const { options, slug, variants } of catalog) {
      expect(variants.length, slug).toBeLessThanOrEqual(12);
      expect(
        variants.map((variant) => variant.options),
        slug,
      ).toEqual(combinations(options));
      for (const { values } of options) expect(values.length, slug).toBeGreaterThan(1);
    }
  });

  it("has SKUs and slugs that a person can read", () => {
    for (const { sku } of variants) {
      expect(sku).toMatch(/^[A-Z0-9]+(-[A-Z0-9]+)+$/);
      expect(sku.length, sku).toBeLessThanOrEqual(32);
    }
    for (const { slug } of catalog) expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(duplicatesOf(types.map(({ code }) => code))).toEqual([]);
    expect(duplicatesOf(types.map(({ noun }) => noun))).toEqual([]);
  });

  it("has varied prices in whole cents with the endings of shop prices", () => {
    for (const { price, sku } of variants) {
      expect(Number.isSafeInteger(price) && price > 0, sku).toBe(true);
      expect([0, 50, 90, 95], sku).toContain(price % 100);
    }
    expect(new Set(variants.map(({ price }) => price)).size).toBeGreaterThan(300);
  });

  it("never sells the heaviest variant for less than the lightest", () => {
    for (const { slug, variants } of catalog) {
      const byWeight = variants.toSorted((a, b) => a.weightGrams - b.weightGrams);
      const [lightest, heaviest] = [byWeight[0], byWeight.at(-1)];
      expect(lightest?.weightGrams, slug).toBeGreaterThan(0);
      expect(heaviest?.price, slug).toBeGreaterThanOrEqual(lightest?.price ?? 0);
    }
  });

  it("has most variants in stock, some nearly sold out and some sold out", () => {
    const share = (holds: (stock: number) => boolean) =>
      variants.filter(({ stock }) => holds(stock)).length / variants.length;
    expect(variants.every(({ stock }) => Number.isSafeInteger(stock) && stock >= 0)).toBe(true);
    expect(share((stock) => stock === 0)).toBeGreaterThan(0.03);
    expect(share((stock) => stock > 0 && stock <= 5)).toBeGreaterThan(0.05);
    expect(share((stock) => stock >= 20)).toBeGreaterThan(0.7);
  });

  it("has creation times in the two years before November 2026", () => {
    const times = catalog.map(({ createdAt }) => Date.parse(createdAt));
    expect(Math.max(...times)).toBeLessThanOrEqual(Date.parse("2026-11-01T00:00:00Z"));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(Date.parse("2024-11-01T00:00:00Z"));
    expect(new Set(catalog.map(({ createdAt }) => createdAt.slice(0, 7))).size).toBeGreaterThanOrEqual(24);
  });

  it("describes each product in two to four complete sentences", () => {
    for (const { attributes, description, slug } of catalog) {
      expect(description, slug).not.toMatch(/[{}]|undefined| {2}/);
      const sentences = description.split(/[.!?](?: |$)/).filter(Boolean);
      expect([2, 3, 4], description).toContain(sentences.length);
      expect(description.length, slug).toBeLessThan(420);
      for (const facet of ["type", "style", "material", "colour", "colourFamily", "madeIn"]) {
        expect(attributes[facet], `${slug} ${facet}`).toBeTruthy();
      }
    }
  });
});

describe("product pictures", () => {
  const pictures = catalog.map((product) => productPicture(product));

  it("are well-formed and smaller than 6 KB", () => {
    for (const picture of pictures) {
      expect(elements(picture)[0]).toBe("svg");
      expect(Buffer.byteLength(picture)).toBeLessThan(6 * 1024);
    }
  });

  it("are square, have a title and load nothing", () => {
    for (const [index, picture] of pictures.entries()) {
      expect(picture).toContain('viewBox="0 0 800 800"');
      expect(picture).toContain(`${catalog[index]?.name.replaceAll("&", "&amp;")},`);
      expect(picture).not.toMatch(
        /<script|<image|<foreignObject|\son\w+=|href|url\((?!#)|@import|font|NaN|undefined/,
      );
    }
  });

  it("refer only to their own definitions", () => {
    for (const picture of pictures) {
      const ids = [...picture.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect(duplicatesOf(ids)).toEqual([]);
      for (const [, id] of picture.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
    }
  });

  it("show at least 25 different things and use every drawing", () => {
    const shown = new Set(catalog.map((product) => drawingOf(product)));
    expect(shown.size).toBeGreaterThanOrEqual(25);
    expect(Object.keys(drawings).filter((name) => name !== "parcel" && !shown.has(name as never))).toEqual(
      [],
    );
  });

  it("differ between products and are the same in every run", () => {
    expect(catalog.map((product) => productPicture(product))).toEqual(pictures);
    const bodies = pictures.map((picture) =>
      picture.replace(/<title.*<\/title>/, "").replaceAll(/p[0-9a-f]{8}/g, ""),
    );
    expect(new Set(bodies).size / bodies.length).toBeGreaterThan(0.9);
  });

  it("show a parcel for an unknown type", () => {
    const [product] = catalog;
    if (!product) throw new Error("The catalog is empty");
    const unknown = { ...product, attributes: { ...product.attributes, type: "Submarine" } };
    expect(drawingOf(unknown)).toBe("parcel");
    expect(elements(productPicture(unknown))).toContain("path");
  });
});
