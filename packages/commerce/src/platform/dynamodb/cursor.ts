import { DomainError } from "../errors.ts";

/** The keys of the last item of a page, as DynamoDB returned them. */
export type StopKey = Record<string, unknown>;

export const encodeCursor = (key: StopKey): string => Buffer.from(JSON.stringify(key)).toString("base64url");

/** Parses a cursor. @throws request.invalid when it is not one of ours */
export function decodeCursor(cursor: string): StopKey {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (typeof key === "object" && key !== null && !Array.isArray(key)) return key as StopKey;
  } catch (cause) {
    throw foreignCursor(cause);
  }
  throw foreignCursor();
}

/** DynamoDB and ElectroDB refuse a start key that does not belong to the query. */
export function refuseForeignCursor(error: unknown): never {
  const aboutCursor = error instanceof Error && /cursor|ExclusiveStartKey|starting key/i.test(error.message);
  throw aboutCursor ? foreignCursor(error) : error;
}

export const foreignCursor = (cause?: unknown) =>
  new DomainError("request.invalid", {
    violations: [{ pointer: "/query/cursor", detail: "Not a cursor of this list" }],
    cause,
  });
