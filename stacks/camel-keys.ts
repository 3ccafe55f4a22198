/** The keys of plain data as Pulumi spells them: `fieldToMatch` for AWS's `FieldToMatch`. */
export type CamelKeys<Value> = Value extends readonly (infer Item)[]
  ? CamelKeys<Item>[]
  : Value extends object
    ? { [Key in keyof Value as Key extends string ? Uncapitalize<Key> : Key]: CamelKeys<Value[Key]> }
    : Value;

/**
 * Turns data in the shape of AWS's API into Pulumi's. Every key is taken for a member's name: a map
 * whose keys are data, and a value that is known only after the deployment, must be left out.
 */
export function camelKeys<Value>(value: Value): CamelKeys<Value> {
  return convert(value) as CamelKeys<Value>;
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key.charAt(0).toLowerCase() + key.slice(1),
      convert(member),
    ]),
  );
}
