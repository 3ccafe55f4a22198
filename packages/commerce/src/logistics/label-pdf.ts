import type { Address } from "@tradewind/blueprint/language/schema";
import { code128 } from "./code-128.ts";

export interface LabelText {
  trackingNumber: string;
  from: Address;
  to: Address;
  contents: readonly { sku: string; quantity: number }[];
}

/** 4 by 6 inches, the format of label printers, in points. */
const WIDTH = 288;
const HEIGHT = 432;
const MARGIN = 18;
const MOST_LINES = 6;

/**
 * Draws a label as a PDF of one page.
 * https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf
 */
export function labelPdf({ trackingNumber, from, to, contents }: LabelText): Buffer {
  const more = contents.length > MOST_LINES ? [`and ${contents.length - MOST_LINES} more`] : [];
  const listed = contents.slice(0, MOST_LINES).map(({ sku, quantity }) => `${quantity} x ${sku}`);
  return pdf(
    [
      ...lines(8, 410, ["From", ...addressLines(from)]),
      ...lines(14, 330, addressLines(to)),
      ...barcode(trackingNumber, 140, 70),
      ...lines(10, 126, [trackingNumber]),
      ...lines(8, 96, [...listed, ...more]),
    ].join("\n"),
  );
}

const addressLines = ({ name, line1, line2, city, region, postalCode, country }: Address) => [
  name,
  line1,
  ...(line2 === undefined ? [] : [line2]),
  [city, region, postalCode].filter(Boolean).join(" "),
  country,
];

const lines = (size: number, top: number, texts: readonly string[]) =>
  texts.map(
    (text, index) =>
      `BT /F1 ${size} Tf ${MARGIN} ${top - index * size * 1.25} Td (${escapeText(text)}) Tj ET`,
  );

/**
 * Strings are in Latin 1, the encoding of the page. Other letters lose their accents or become
 * question marks.
 */
const escapeText = (text: string) =>
  Array.from(text.normalize("NFC"))
    .map((character) => (character <= "\u00ff" ? character : (character.normalize("NFD")[0] ?? "")))
    .map((character) => (character <= "\u00ff" ? character : "?"))
    .join("")
    .replaceAll(/[\\()]/g, String.raw`\$&`);

function barcode(text: string, bottom: number, height: number): string[] {
  const widths = code128(text);
  const unit = (WIDTH - 2 * MARGIN) / widths.reduce((sum, width) => sum + width, 0);
  let at = MARGIN;
  return widths.flatMap((width, index) => {
    const left = at;
    at += width * unit;
    return index % 2 === 0
      ? [`${left.toFixed(3)} ${bottom} ${(width * unit).toFixed(3)} ${height} re f`]
      : [];
  });
}

function pdf(content: string): Buffer {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join("")}`;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + table + trailer, "latin1");
}
