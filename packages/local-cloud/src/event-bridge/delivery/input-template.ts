/**
 * A template split into texts and placeholders. `quoted` placeholders stand inside a JSON string.
 */
type Piece = { text: string } | { placeholder: string; quoted: boolean };

/**
 * The `<name>` templates of rule targets and pipes, which fill them in differently.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
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

  /** The text of the template with each placeholder as `write` writes it. */
  fill(write: (placeholder: string, quoted: boolean) => string): string {
    return this.#pieces
      .map((piece) => ("text" in piece ? piece.text : write(piece.placeholder, piece.quoted)))
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

/** A placeholder outside quotes: a string brings its own, a missing value is an empty string. */
export function asJson(value: unknown): string {
  return JSON.stringify(value ?? "");
}

/** A placeholder in free text. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
