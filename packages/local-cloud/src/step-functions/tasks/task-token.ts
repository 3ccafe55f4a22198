import type { Random } from "../../kernel/random.ts";

/** Marks tokens of this service, so that others are recognised as invalid. */
const PREFIX = "AQCo";

/** A token names its execution, so that a used token can be told from one that never existed. */
export function createTaskToken(executionArn: string, random: Random): string {
  return PREFIX + Buffer.from(`${random.uuid()} ${executionArn}`).toString("base64url");
}

/** The execution of a token, or undefined if no service of this kind made it. */
export function executionOfToken(token: string): string | undefined {
  if (!token.startsWith(PREFIX)) return undefined;
  const text = Buffer.from(token.slice(PREFIX.length), "base64url").toString("utf8");
  return /^[0-9a-f-]{36} (arn:.+)$/.exec(text)?.[1];
}
