import { validation } from "../errors.ts";

type Request = Readonly<Record<string, unknown>>;

/** Checks which expression parameters a request combines, before any of them is parsed. */
export function checkExpressionParameters(input: object, expressions: string[], legacy: string[]): void {
  const request = input as Request;
  const used = expressions.filter((name) => request[name] !== undefined);
  const old = legacy.filter((name) => request[name] !== undefined);
  if (used.length > 0 && old.length > 0) {
    throw validation(
      `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${old.join(", ")}} Expression parameters: {${used.join(", ")}}`,
    );
  }
  if (request["ExpressionAttributeNames"] !== undefined && used.length === 0) {
    throw validation("ExpressionAttributeNames can only be specified when using expressions");
  }
  const withValues = expressions.filter((name) => name !== "ProjectionExpression");
  if (
    withValues.length > 0 &&
    request["ExpressionAttributeValues"] !== undefined &&
    withValues.every((name) => request[name] === undefined)
  ) {
    throw validation(
      `ExpressionAttributeValues can only be specified when using expressions: ${withValues.join(" and ")} ${withValues.length > 1 ? "are" : "is"} null`,
    );
  }
}
