import { createHash } from "node:crypto";

const catalogNamespace = Buffer.from("7f0c5d0e9a614c1b8f5b2d3a64e8c117", "hex");

/** A version 5 UUID (RFC 9562, section 5.5): SHA-1 of a namespace and the slug. */
export function productId(slug: string): string {
  const bytes = createHash("sha1").update(catalogNamespace).update(slug).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("'", "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

const longestWordCode = 10;

/**
 * The words of a collection or title that fit a SKU: "Lantern Harbour" gives LANTERN, "Sea Fan"
 * gives SEA-FAN.
 */
export function wordCode(title: string): string {
  const words = slugOf(title).toUpperCase().split("-");
  let code = "";
  for (const word of words) {
    const longer = code === "" ? word : `${code}-${word}`;
    if (longer.length > longestWordCode) break;
    code = longer;
  }
  return code || (words[0] ?? "").slice(0, longestWordCode);
}
