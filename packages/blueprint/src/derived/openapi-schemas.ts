import * as z from "zod/mini";
import { nameOf } from "../language/schema.ts";

export type Json = Record<string, unknown>;
type Direction = "input" | "output";

const DEFINITION = "#/$defs/";
const COMPONENT = "#/components/schemas/";

/**
 * The JSON schemas of one OpenAPI document. Each named schema stands once, among the components
 * and with its example, and is referred to from everywhere else.
 */
export class ComponentSchemas {
  readonly #components = new Map<string, Json>();
  readonly #examples: Readonly<Record<string, unknown>>;

  /** @param examples examples by the names of their schemas */
  constructor(examples: Readonly<Record<string, unknown>>) {
    this.#examples = examples;
  }

  /**
   * A reference to the schema of a body. `name` is for a schema that has no name of its own.
   * @throws Error if two different schemas have one name
   */
  body(schema: z.ZodMiniType, direction: Direction, name: string): Json {
    const converted = this.of(schema, direction);
    if (nameOf(schema) !== undefined || converted["type"] === "string") return converted;
    this.#add(name, converted);
    return { $ref: COMPONENT + name };
  }

  /** The schema with references to all named ones, itself included. */
  of(schema: z.ZodMiniType, direction: Direction): Json {
    // Zod refers to a named schema from within another one only.
    const { properties, $defs = {} } = z.toJSONSchema(z.object({ schema }), {
      io: direction,
      unrepresentable: "any",
      override: (converted) => {
        leaveOpen(converted);
        shorten(converted);
        showDefault(converted);
      },
    });
    for (const [name, { id: _, ...definition }] of Object.entries($defs)) this.#add(name, definition);
    return withReferences(properties?.["schema"]) as Json;
  }

  /** All named schemas, sorted by name. */
  components(): Record<string, Json> {
    const sorted = [...this.#components].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(
      sorted.map(([name, schema]) => {
        const example = this.#exampleOf(name);
        return [name, example === undefined ? schema : { ...schema, examples: [example] }];
      }),
    );
  }

  #exampleOf(name: string): unknown {
    const item = /^(?<name>.+)(?:List|Page)$/.exec(name)?.groups?.["name"];
    if (item === undefined) return this.#examples[name];
    return { items: [this.#examples[item]] };
  }

  #add(name: string, definition: unknown): void {
    const component = withReferences(definition) as Json;
    const known = this.#components.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(component))
      throw new Error(`Two different schemas are named ${name}.`);
    this.#components.set(name, component);
  }
}

/**
 * Zod closes the objects of an answer. A client must accept members that a later version adds, so
 * only objects that are strict in both directions stay closed.
 */
function leaveOpen({ zodSchema, jsonSchema }: Converted): void {
  const { def } = zodSchema._zod;
  if (def.type === "object" && (def as z.core.$ZodObjectDef).catchall === undefined)
    delete jsonSchema.additionalProperties;
}

/** Leaves out what a reader knows already: the pattern of a format, and the range of integers. */
function shorten({ jsonSchema }: Converted): void {
  if (jsonSchema.format !== undefined || jsonSchema.type === "integer") delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

/** Zod leaves out the default of a parameter that it converts, such as a number. */
function showDefault({ zodSchema, jsonSchema }: Converted): void {
  const { def } = zodSchema._zod;
  if (def.type === "default") jsonSchema.default = def.defaultValue;
}

type Override = NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>["override"]>;
type Converted = Parameters<Override>[0];

function withReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withReferences);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === "$ref" && typeof inner === "string"
        ? inner.replace(DEFINITION, COMPONENT)
        : withReferences(inner),
    ]),
  );
}
