import { decodeEntities } from "../transformations.ts";

/** Elements that run, load or frame something by their presence. */
const ACTIVE_ELEMENTS: ReadonlySet<string> = new Set(
  "script iframe frameset style svg foreignobject xss ilayer vmlframe".split(" "),
);

/**
 * Elements that do so through their attributes. Without attributes they may be the type arguments
 * of `Map<Object>`.
 */
const LOADING_ELEMENTS: ReadonlySet<string> = new Set(
  "frame object embed applet meta link base math animate animatetransform set handler listener import isindex bgsound layer portal xml".split(
    " ",
  ),
);

const EVENTS =
  "abort activate after\\w+ animation\\w+ auxclick before\\w+ begin blur bounce canplay\\w* change click close contextmenu copy " +
  "cuechange cut dblclick drag\\w* drop durationchange emptied end ended error finish focus\\w* formdata fullscreen\\w* " +
  "gotpointercapture hashchange input invalid keydown keypress keyup load\\w* lostpointercapture message\\w* mouse\\w+ offline " +
  "online page\\w+ paste pause play playing pointer\\w+ popstate progress ratechange repeat reset resize scroll\\w* search " +
  "securitypolicyviolation seeked seeking select\\w* show slotchange stalled start storage submit suspend timeupdate toggle " +
  "touch\\w+ transition\\w+ unhandledrejection unload volumechange waiting webkit\\w+ wheel";

const EVENT_HANDLER = new RegExp(`^on(?:${EVENTS.split(" ").join("|")})$`);

/** Attributes whose value is an address that the browser opens. */
const ADDRESS_ATTRIBUTES: ReadonlySet<string> = new Set(
  "href src action formaction data xlink:href from to values by poster background dynsrc lowsrc srcdoc srcset ping manifest code codebase".split(
    " ",
  ),
);

const SCRIPT_SCHEME =
  /^(?:javascript|vbscript|livescript|mocha):|^data:(?:text\/html|image\/svg\+xml|text\/xml|application\/xhtml)/;

const ACTIVE_STYLE = /expression\(|javascript:|behaviou?r:|-moz-binding/;

/** Code after `javascript:`. The title "JavaScript: The Good Parts" does not match. */
const SCRIPT_CODE =
  /^(?:javascript|livescript|mocha):.*?(?:[\w$\])]\(|[\w$\])]`|\b(?:alert|confirm|prompt|eval|document|window|location|fetch|import|throw|constructor)\b|%[\da-f]{2}|\/\/|\[)|^vbscript:\s*\w+\(|^data:text\/html/s;

/** Code that leaves a script's string: `';alert(1)//`. */
const STRING_ESCAPE =
  /['"`]\s*[;+\-*,|&^)}]+\s*(?:alert|confirm|prompt|eval|fetch|document|window|location|top|self)\s*(?:[([]|\.\s*\w+\s*[(=[])/i;

/** Expressions of client-side templates that access a constructor. */
const TEMPLATE_ESCAPE = /\{\{.{0,200}?\bconstructor\b.{0,200}?\}\}/s;

/**
 * Tags do not nest, so a text is normally read once. A text that must be read more often than this
 * has tags opened within tags to slow the reader down.
 */
const MOST_READINGS = 20;

const TAG_NAME = /[^\s/>\0]+/y;
const ATTRIBUTE_NAME = /[^\s/>=\0"'][^\s/>=\0]*/y;
const UNQUOTED_VALUE = /[^\s>\0]*/y;

/**
 * Returns true if `input` would run script in a browser. It reads the input as HTML in each place
 * where a careless page could put it: as text, in an attribute (in either quotes or unquoted), as
 * an address, and in a script's string.
 */
export function isCrossSiteScripting(input: string): boolean {
  if (!/[<"'`=:{]/.test(input)) return false;
  return (
    inText(input) ||
    inAddress(input) ||
    (input.includes("=") && (inAttribute(input, "") || inAttribute(input, '"') || inAttribute(input, "'"))) ||
    STRING_ESCAPE.test(input) ||
    TEMPLATE_ESCAPE.test(input)
  );
}

function inText(input: string): boolean {
  let read = 0;
  for (let at = input.indexOf("<"); at !== -1; at = input.indexOf("<", at + 1)) {
    const next = input[at + 1];
    if (next === undefined) return false;
    if (/[a-z]/i.test(next)) {
      const close = input.indexOf(">", at);
      read += (close === -1 ? input.length : close) - at;
      if (read > MOST_READINGS * input.length) return true;
      TAG_NAME.lastIndex = at + 1;
      const name = (TAG_NAME.exec(input)?.[0] ?? "").toLowerCase();
      const element = name.slice(name.indexOf(":") + 1);
      if (ACTIVE_ELEMENTS.has(element) && isTag(input, TAG_NAME.lastIndex)) return true;
      if (hasActiveAttribute(input, TAG_NAME.lastIndex, LOADING_ELEMENTS.has(element))) return true;
    } else if (
      next === "!" &&
      /^<!(?:--\s*\[if|entity|doctype[^>]{0,200}\[)|^<!\[cdata\[/i.test(input.slice(at, at + 256))
    ) {
      return true;
    } else if (next === "?" && /^<\?(?:import|xml|php|=)/i.test(input.slice(at, at + 16))) {
      return true;
    }
  }
  return false;
}

/**
 * `<script` is a tag if it ends or has attributes. A browser also accepts one that is cut off at
 * the end of the input.
 */
function isTag(input: string, end: number): boolean {
  return end >= input.length || /[\s/>\0]/.test(input[end] ?? "");
}

/** Reads the input as an attribute's value. The attributes after the end of that value count. */
function inAttribute(input: string, quote: string): boolean {
  if (quote === "") {
    const end = /[\s>]/.exec(input);
    // `x onerror=alert(1)`. With white space around the equals sign it is an assignment in quoted
    // code.
    return end !== null && end[0] !== ">" && hasHandler(input, end.index, true);
  }
  const end = input.indexOf(quote);
  return end !== -1 && hasHandler(input, end + 1, false);
}

interface Attribute {
  name: string;
  value: string | undefined;
  /** No white space around the equals sign. */
  tight: boolean;
}

/** The attributes from `from` to the end of the tag. */
function* attributes(input: string, from: number): Generator<Attribute> {
  let at = from;
  while (at < input.length) {
    const char = input[at];
    if (char === ">") return;
    ATTRIBUTE_NAME.lastIndex = at;
    const name = ATTRIBUTE_NAME.exec(input)?.[0];
    if (name === undefined) {
      at += 1;
      continue;
    }
    at += name.length;
    const equals = /^[\s\0/]*=[\s\0]*/.exec(input.slice(at, at + 64))?.[0];
    if (equals === undefined) {
      yield { name: name.toLowerCase(), value: undefined, tight: false };
      continue;
    }
    at += equals.length;
    const quote = input[at];
    let value: string;
    if (quote === '"' || quote === "'" || quote === "`") {
      const end = input.indexOf(quote, at + 1);
      value = input.slice(at + 1, end === -1 ? input.length : end);
      at = end === -1 ? input.length : end + 1;
    } else {
      UNQUOTED_VALUE.lastIndex = at;
      value = UNQUOTED_VALUE.exec(input)?.[0] ?? "";
      at += value.length;
    }
    yield { name: name.toLowerCase(), value, tight: equals === "=" };
  }
}

function hasActiveAttribute(input: string, from: number, loads: boolean): boolean {
  for (const { name, value } of attributes(input, from)) {
    if (value === undefined) continue;
    if (loads || /^on[a-z]{3,}$/.test(name)) return true;
    if (name === "srcdoc") return true;
    if (ADDRESS_ATTRIBUTES.has(name) && SCRIPT_SCHEME.test(address(value))) return true;
    if (name === "style" && ACTIVE_STYLE.test(address(value).replace(/\/\*.*?\*\//g, ""))) return true;
  }
  return false;
}

function hasHandler(input: string, from: number, onlyTight: boolean): boolean {
  for (const { name, value, tight } of attributes(input, from)) {
    if (value === undefined || (onlyTight && !tight)) continue;
    if (EVENT_HANDLER.test(name)) return true;
    if (ADDRESS_ATTRIBUTES.has(name) && SCRIPT_SCHEME.test(address(value))) return true;
  }
  return false;
}

function inAddress(input: string): boolean {
  return SCRIPT_CODE.test(address(input));
}

/**
 * An address as browsers read it: entities decoded, control characters and surrounding white space
 * removed.
 */
function address(value: string): string {
  return decodeEntities(value)
    .replace(/\p{Cc}/gu, "")
    .trim()
    .toLowerCase();
}
