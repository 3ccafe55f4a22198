import { nameOf, type Schema } from "./document.ts";
import { Html, html, joined } from "./html.ts";

/** The form of a value in words, with links to the named schemas. */
export function formOf(schema: Schema): Html {
  const name = nameOf(schema);
  if (name !== undefined) return html`<a href="#schema-${name}">${name}</a>`;
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum) return joined(schema.enum.map(code), ", ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return joined(choices.map(formOf), " or ");
  if (Array.isArray(schema.type))
    return joined(
      schema.type.map((type) => formOf({ ...schema, type })),
      " or ",
    );
  return html`${kindOf(schema)}${boundsOf(schema)}`;
}

const code = (value: unknown): Html => html`<code>${JSON.stringify(value)}</code>`;

function kindOf(schema: Schema): Html {
  const { type, format, items, additionalProperties } = schema;
  if (type === "array") return html`list of ${formOf(items ?? {})}`;
  if (type === "object" && typeof additionalProperties === "object" && schema.properties === undefined)
    return html`object with any names, each with ${formOf(additionalProperties)}`;
  if (typeof type !== "string") return html`any value`;
  return html`${format === undefined ? type : `${type}, ${FORMATS[format] ?? format}`}`;
}

const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "a time in ISO 8601",
  email: "an email address",
  uri: "a URL",
  uuid: "a UUID",
};

/** The bounds of a value, each after a comma. */
function boundsOf(schema: Schema): Html {
  const { minimum, exclusiveMinimum, maximum, minLength, maxLength, minItems, maxItems, pattern } = schema;
  const bounds = [
    range(minimum, maximum),
    exclusiveMinimum !== undefined && `more than ${exclusiveMinimum}`,
    range(minLength, maxLength, "characters"),
    range(minItems, maxItems, "entries"),
  ].filter((bound) => typeof bound === "string");
  const matching = pattern === undefined ? html`` : html`, matching <code>${pattern}</code>`;
  const preset = schema.default === undefined ? html`` : html`, by default ${code(schema.default)}`;
  return html`${bounds.map((bound) => `, ${bound}`)}${matching}${preset}`;
}

function range(from: number | undefined, to: number | undefined, unit = ""): string | undefined {
  const amount = from !== undefined && to !== undefined ? `${from} to ${to}` : undefined;
  const bound =
    amount ?? (from !== undefined ? `at least ${from}` : to !== undefined ? `at most ${to}` : undefined);
  return bound && `${bound} ${unit}`.trimEnd();
}
