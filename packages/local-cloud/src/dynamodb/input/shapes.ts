/**
 * The shapes of requests, as in the service's model: types, then constraints in the order in which
 * AWS checks them.
 */
export interface TextConstraints {
  enum?: readonly string[];
  pattern?: RegExp;
  min?: number;
  max?: number;
}

interface Nullability {
  notNull?: boolean;
}

export type Shape = Nullability &
  (
    | ({ kind: "string" } & TextConstraints)
    | { kind: "blob" }
    | { kind: "boolean" }
    | { kind: "number"; type: "Integer" | "Long" | "Double"; min?: number; max?: number }
    | { kind: "value"; position: "element" | "member" }
    | { kind: "list"; of: Shape; min?: number; max?: number; parameterized?: boolean }
    | {
        kind: "map";
        of: Shape;
        /** The Java type of the map's values, as error messages show it. */
        valueType: string;
        parameterized?: boolean;
        min?: number;
        keys?: TextConstraints;
        values?: { min: number; max: number };
      }
    | { kind: "struct"; type: string; position: "element" | "member"; members: Members }
  );

export type Members = Record<string, Shape>;

const JAVA = "com.amazonaws.dynamodb.v20120810.";

export const required = <S extends Shape>(shape: S): S & { notNull: true } => ({ ...shape, notNull: true });
export const text = (constraints: TextConstraints = {}): Shape => ({ kind: "string", ...constraints });
export const oneOf = (...values: string[]): Shape => ({ kind: "string", enum: values });
export const boolean: Shape = { kind: "boolean" };
export const integer = (min?: number, max?: number): Shape => numeric("Integer", min, max);
export const long = (min?: number, max?: number): Shape => numeric("Long", min, max);
export const list = (
  of: Shape,
  bounds: { min?: number; max?: number; parameterized?: boolean } = {},
): Shape => ({
  kind: "list",
  of,
  ...bounds,
});
/** A structure that is an element of a list or map. */
export const element = (type: string, members: Members): Shape => ({
  kind: "struct",
  type,
  position: "element",
  members,
});
/** A structure that is a member of another structure. */
export const member = (type: string, members: Members): Shape => ({
  kind: "struct",
  type,
  position: "member",
  members,
});
export const elementValue: Shape = { kind: "value", position: "element" };
export const memberValue: Shape = { kind: "value", position: "member" };
export const attributes: Shape = { kind: "map", of: elementValue, valueType: `${JAVA}AttributeValue` };
export const names: Shape = { kind: "map", of: text(), valueType: "java.lang.String" };
export const mapOf = (type: string, of: Shape): Shape => ({ kind: "map", of, valueType: JAVA + type });

const NAME = { pattern: /^[a-zA-Z0-9_.-]+$/, min: 3, max: 255 };
export const name = text(NAME);
export const tableKeys = { max: NAME.max, min: NAME.min, pattern: NAME.pattern };
export const tableName = required(name);
/** The table of a control-plane call. Its presence and length are checked separately. */
export const tablePattern = text({ pattern: NAME.pattern });

function numeric(type: "Integer" | "Long", min?: number, max?: number): Shape {
  return {
    kind: "number",
    type,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}
