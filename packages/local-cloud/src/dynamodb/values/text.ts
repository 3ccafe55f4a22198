const SURROGATE_OR_ABOVE = /[\ud800-\uffff]/;

/**
 * DynamoDB sorts strings by UTF-8 bytes, JavaScript by UTF-16 code units. They differ only between
 * surrogates and U+E000 to U+FFFF. Moving the surrogates above that block makes code unit order
 * equal to byte order.
 */
export function orderedText(text: string): string {
  if (!SURROGATE_OR_ABOVE.test(text)) return text;
  let ordered = "";
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    ordered += String.fromCharCode(unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);
  }
  return ordered;
}

/** Length of the text in UTF-8 bytes. */
export function utf8Length(text: string): number {
  const length = text.length;
  if (length > 200) return Buffer.byteLength(text);
  for (let index = 0; index < length; index += 1) {
    if (text.charCodeAt(index) > 127) return Buffer.byteLength(text);
  }
  return length;
}

/** Number of bytes in canonical base64. */
export function base64Length(text: string): number {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return (text.length / 4) * 3 - padding;
}

/** The bytes as a string of one code unit each. It sorts and compares like the bytes. */
export function bytesOf(base64: string): string {
  return Buffer.from(base64, "base64").toString("latin1");
}
