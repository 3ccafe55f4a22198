import { AwsError } from "../kernel/wire.ts";

/** Input of {@link toXml}: text, elements by name, or a list with one element per entry. */
export type XmlContent =
  | string
  | number
  | boolean
  | undefined
  | XmlContent[]
  | { [name: string]: XmlContent };

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};
const SPECIAL = /[&<>"\r]/;
const ALL_SPECIAL = /[&<>"\r]/g;

function escape(text: string): string {
  return SPECIAL.test(text)
    ? text.replace(ALL_SPECIAL, (character) => ESCAPES[character] ?? character)
    : text;
}

/** Writes elements named `name`. A list repeats the element; undefined omits it. */
export function toXml(name: string, content: XmlContent, attributes = ""): string {
  if (content === undefined) return "";
  if (Array.isArray(content)) return content.map((one) => toXml(name, one, attributes)).join("");
  return `<${name}${attributes}>${contentText(content)}</${name}>`;
}

function contentText(content: Exclude<XmlContent, undefined | XmlContent[]>): string {
  if (typeof content === "string") return escape(content);
  if (typeof content !== "object") return String(content);
  let text = "";
  for (const name in content) text += toXml(name, content[name]);
  return text;
}

/** A parsed element. Names have no namespace prefix. */
export interface XmlElement {
  name: string;
  text: string;
  children: XmlElement[];
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const DEEPEST = 32;
const NAME = /^[\w:.-]+/;

/**
 * Reads the XML that AWS clients send: elements and text, no document types. Throws MalformedXML,
 * S3's error.
 */
export function parseXml(text: string): XmlElement {
  const root: XmlElement = { name: "", text: "", children: [] };
  const open = [root];
  let position = 0;
  for (;;) {
    const start = text.indexOf("<", position);
    const parent = open.at(-1) ?? root;
    parent.text += unescape(text.slice(position, start === -1 ? undefined : start));
    if (start === -1) break;
    if (text.startsWith("<!--", start)) position = endOf(text, "-->", start + 4);
    else if (text.startsWith("<?", start)) position = endOf(text, "?>", start + 2);
    else if (text.startsWith("<![CDATA[", start)) {
      position = endOf(text, "]]>", start + 9);
      parent.text += text.slice(start + 9, position - 3);
    } else {
      position = endOfTag(text, start + 1);
      readTag(text.slice(start + 1, position - 1), open);
    }
  }
  const [document, ...others] = root.children;
  if (!document || others.length > 0 || open.length > 1 || root.text.trim() !== "") throw malformed();
  return document;
}

/** Opens or closes the element that stands between `<` and `>`. */
function readTag(tag: string, open: XmlElement[]): void {
  const parent = open.at(-1);
  const closing = tag.startsWith("/");
  const qualified = NAME.exec(closing ? tag.slice(1) : tag)?.[0];
  if (!parent || qualified === undefined) throw malformed();
  const name = qualified.slice(qualified.indexOf(":") + 1);
  if (closing) {
    if (open.length === 1 || parent.name !== name) throw malformed();
    open.pop();
    return;
  }
  const element: XmlElement = { name, text: "", children: [] };
  parent.children.push(element);
  if (!tag.endsWith("/")) open.push(element);
  if (open.length > DEEPEST) throw malformed();
}

function endOf(text: string, mark: string, from: number): number {
  const index = text.indexOf(mark, from);
  if (index === -1) throw malformed();
  return index + mark.length;
}

/** Index after the `>` that ends the tag. Attribute values may contain other `>`. */
function endOfTag(text: string, from: number): number {
  let quote: string | undefined;
  for (let index = from; index < text.length; index += 1) {
    const character = text[index];
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === ">") return index + 1;
  }
  throw malformed();
}

function unescape(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex, decimal, named) => {
    if (named !== undefined) return ENTITIES[named as string] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex as string, 16);
    if (code > 0x10ffff) throw malformed();
    return String.fromCodePoint(code);
  });
}

/** The text of the first child with that name; undefined if there is none. */
export function childText(element: XmlElement, name: string): string | undefined {
  return child(element, name)?.text.trim();
}

export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((one) => one.name === name);
}

export function children(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((one) => one.name === name);
}

function malformed(): AwsError {
  return new AwsError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
}
