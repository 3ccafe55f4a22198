import type { Input } from "../../protocols/input.ts";
import { invalidParameter, notAuthorized } from "../errors.ts";
import type { ClientRecord, PoolRecord, UserRecord } from "../state/records.ts";

export interface AttributeType {
  Name: string;
  Value: string;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html */
const STANDARD = new Set([
  "address",
  "birthdate",
  "email",
  "family_name",
  "gender",
  "given_name",
  "locale",
  "middle_name",
  "name",
  "nickname",
  "phone_number",
  "picture",
  "preferred_username",
  "profile",
  "updated_at",
  "website",
  "zoneinfo",
]);
const VERIFIED = new Set(["email_verified", "phone_number_verified"]);
const EMAIL = /^[^\s@]+@[^\s@]+$/;

export function readAttributes(input: Input, member: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const attribute of input.structures(member) ?? []) {
    const name = attribute.text("Name", { max: 32, min: 1 });
    if (name === "__proto__") throw unknownAttribute(name);
    attributes[name] = attribute.optionalText("Value", { max: 2048 }) ?? "";
  }
  return attributes;
}

export function listAttributes(attributes: Record<string, string>): AttributeType[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}

/**
 * The attributes that a client may read, in ID tokens and of the signed-in user. A client without a
 * list may read and write the standard attributes; custom ones must be listed.
 */
export function readableAttributes(client: ClientRecord, user: UserRecord): Record<string, string> {
  const allowed = client.settings.ReadAttributes ?? [...STANDARD, ...VERIFIED];
  const readable = new Set([...allowed, "sub"]);
  return Object.fromEntries(Object.entries(user.attributes).filter(([name]) => readable.has(name)));
}

/**
 * Refuses attributes that a user may not write through `client`. If users could write the verified
 * flags, they could verify any address.
 */
export function checkWritable(
  pool: PoolRecord,
  client: ClientRecord,
  attributes: Record<string, string>,
): void {
  checkSchema(pool, attributes);
  const allowed = new Set(client.settings.WriteAttributes ?? STANDARD);
  for (const name of Object.keys(attributes)) {
    if (VERIFIED.has(name) || !allowed.has(name)) {
      throw notAuthorized("A client attempted to write unauthorized attribute");
    }
  }
}

export function checkSchema(pool: PoolRecord, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "sub") throw invalidParameter("Cannot modify the non-mutable attribute sub");
    const declared = pool.settings.SchemaAttributes.some((attribute) => attribute.Name === name);
    if (!declared && !STANDARD.has(name) && !VERIFIED.has(name)) throw unknownAttribute(name);
    if (name === "email" && value !== "" && !EMAIL.test(value)) {
      throw invalidParameter("Invalid email address format.");
    }
  }
}

/** A new user must have a value for every required attribute. */
export function checkRequired(pool: PoolRecord, attributes: Record<string, string>): void {
  for (const { Name, Required } of pool.settings.SchemaAttributes) {
    if (Required && Name !== "sub" && !attributes[Name]) {
      throw invalidParameter(
        `Attributes did not conform to the schema: ${Name}: The attribute is required\n`,
      );
    }
  }
}

/** Immutable attributes cannot change after creation. */
export function checkMutable(pool: PoolRecord, user: UserRecord, attributes: Record<string, string>): void {
  for (const { Name, Mutable } of pool.settings.SchemaAttributes) {
    const value = attributes[Name];
    if (!Mutable && value !== undefined && value !== user.attributes[Name]) {
      throw invalidParameter(`user.${Name}: Attribute cannot be updated.\n`);
    }
  }
}

/** An empty value removes the attribute. */
export function mergeAttributes(user: UserRecord, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === "") delete user.attributes[name];
    else user.attributes[name] = value;
  }
}

export function isEmail(text: string): boolean {
  return EMAIL.test(text);
}

function unknownAttribute(name: string): Error {
  return invalidParameter(
    `Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.\n`,
  );
}
