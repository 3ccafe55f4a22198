import { expect, it } from "vitest";
import { code128 } from "../../packages/commerce/src/logistics/code-128.ts";
import { labelPdf } from "../../packages/commerce/src/logistics/label-pdf.ts";

const address = { name: "Łukasz (home)", line1: "Straße 1", city: "東京", postalCode: "1", country: "JP" };

it("a barcode has a start symbol, its characters, a check symbol and a stop symbol", () => {
  // As published: 211214 starts, 111323 is A, 131123 the check of (104 + 33) modulo 103 = 34,
  // 2331112 stops.
  expect(code128("A").join("")).toBe("2112141113231311232331112");
  for (const width of ["!", "a", "~"].map((text) => code128(text).reduce((sum, one) => sum + one, 0)))
    expect(width).toBe(3 * 11 + 13);
});

it("a label is a PDF with a correct table of objects for addresses in any alphabet", () => {
  const pdf = labelPdf({
    trackingNumber: "trk_01",
    from: address,
    to: address,
    contents: Array.from({ length: 9 }, (_, index) => ({ sku: `SKU-${index}`, quantity: 1 })),
  }).toString("latin1");
  const offsets = [...pdf.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
  expect(offsets).toHaveLength(5);
  for (const [index, offset] of offsets.entries())
    expect(pdf.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj`));
  expect(pdf.slice(Number(/startxref\n(\d+)/.exec(pdf)?.[1]))).toMatch(/^xref/);
  const [, length, content] = /\/Length (\d+) >>\nstream\n([^]*)\nendstream/.exec(pdf) ?? [];
  expect(content).toHaveLength(Number(length));
  expect(content).toContain(String.raw`(?ukasz \(home\))`);
  expect(content).toContain("(Straße 1)");
  expect(content).toContain("(and 3 more)");
});
