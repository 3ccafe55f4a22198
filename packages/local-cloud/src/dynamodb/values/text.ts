const SURROGATE_OR_ABOVE = /[\ud800-\uffff]/;

/**
 * DynamoDB sorts strings by their UTF-8 bytes, JavaScript by UTF-16 code units. The two differ only where surrogates meet
 * U+E000 to U+FFFF: moving the surrogates above that block makes code unit order equal to byte order.
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

/** Bytes of the text in UTF-8. */
export function utf8Length(text: string): number {
  const length = text.length;
  if (length > 200) return Buffer.byteLength(text);
  for (let index = 0; index < length; index += 1) {
    if (text.charCodeAt(index) > 127) return Buffer.byteLength(text);
  }
  return length;
}

/** Bytes that canonical base64 stands for. */
export function base64Length(text: string): number {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  return (text.length / 4) * 3 - padding;
}

/** The bytes as a string of one code unit each, which sorts and compares as the bytes do. */
export function bytesOf(base64: string): string {
  return Buffer.from(base64, "base64").toString("latin1");
}
