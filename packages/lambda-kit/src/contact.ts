import type { Contact } from "@tradewind/commerce/platform/context";

/**
 * A contact in the authorizer's context. AWS shows only ASCII values there and says nothing of
 * others, and names have other letters.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export const encodedContact = (contact: Contact): string =>
  Buffer.from(JSON.stringify(contact)).toString("base64url");

/** The contact from the authorizer's context; undefined for a guest or an API key. */
export const decodedContact = (value: unknown): Contact | undefined =>
  typeof value === "string" ? (JSON.parse(Buffer.from(value, "base64url").toString()) as Contact) : undefined;
