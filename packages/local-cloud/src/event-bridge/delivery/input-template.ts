/** Returns the value of a placeholder; undefined if it has none. */
export type Resolve = (placeholder: string) => unknown;

/**
 * A template split into texts and placeholders. `quoted` placeholders stand inside a JSON string.
 */
type Piece = { text: string } | { placeholder: string; quoted: boolean };

/**
 * The `<name>` templates of rule targets and pipes.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 *
 * Outside quotes a placeholder becomes its JSON value, so a string brings its own quotes. Inside
 * quotes it becomes plain text. A placeholder without a value becomes the empty string.
 */
export class InputTemplate {
  readonly #pieces: Piece[];

  constructor(template: string) {
    this.#pieces = split(template);
  }

  /** Names of the placeholders in order of appearance. */
  placeholders(): string[] {
    return this.#pieces.flatMap((piece) => ("placeholder" in piece ? [piece.placeholder] : []));
  }

  /** The filled template parsed as JSON, or its text if it is not JSON. */
  render(resolve: Resolve): unknown {
    let text = "";
    for (const piece of this.#pieces) {
      if ("text" in piece) text += piece.text;
      else
        text += piece.quoted ? insideQuotes(resolve(piece.placeholder)) : asJson(resolve(piece.placeholder));
    }
    try {
      return JSON.parse(text);
    } catch {
      return this.#plain(resolve);
    }
  }

  /** Free text is not a JSON string: its placeholders become text without quotes. */
  #plain(resolve: Resolve): string {
    return this.#pieces
      .map((piece) => ("text" in piece ? piece.text : asText(resolve(piece.placeholder))))
      .join("");
  }
}

const PLACEHOLDER = /^<([^<>"\s]+)>/;

function split(template: string): Piece[] {
  const pieces: Piece[] = [];
  let text = "";
  let quoted = false;
  for (let at = 0; at < template.length; at += 1) {
    const character = template[at] ?? "";
    const placeholder = character === "<" ? PLACEHOLDER.exec(template.slice(at, at + 300))?.[1] : undefined;
    if (placeholder !== undefined) {
      if (text !== "") pieces.push({ text });
      text = "";
      pieces.push({ placeholder, quoted });
      at += placeholder.length + 1;
      continue;
    }
    text += character;
    if (character === "\\" && quoted) {
      at += 1;
      text += template[at] ?? "";
    } else if (character === '"') quoted = !quoted;
  }
  if (text !== "") pieces.push({ text });
  return pieces;
}

function asJson(value: unknown): string {
  return JSON.stringify(value ?? "");
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Escapes text for the inside of a JSON string. */
function insideQuotes(value: unknown): string {
  return JSON.stringify(asText(value)).slice(1, -1);
}
