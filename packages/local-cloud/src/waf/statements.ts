import { isCrossSiteScripting } from "./html/scripting.ts";
import type { RequestParts } from "./request-parts.ts";
import { isSqlInjection } from "./sql/injection.ts";
import { transform } from "./transformations.ts";
import type {
  ByteMatchStatement,
  FieldToMatch,
  MatchStatement,
  SizeConstraintStatement,
  Statement,
} from "./web-acl.ts";

/** Returns true if a request matches. `labels` are the labels that earlier rules added. */
export type Matcher = (parts: RequestParts, labels: ReadonlySet<string>) => boolean;

/**
 * Compiles a match or logical statement. Rule groups and rate limits act by themselves and cannot
 * be nested.
 */
export function compileStatement(statement: Statement): Matcher {
  if ("AndStatement" in statement) {
    const matchers = statement.AndStatement.Statements.map(compileStatement);
    return (parts, labels) => matchers.every((matches) => matches(parts, labels));
  }
  if ("OrStatement" in statement) {
    const matchers = statement.OrStatement.Statements.map(compileStatement);
    return (parts, labels) => matchers.some((matches) => matches(parts, labels));
  }
  if ("NotStatement" in statement) {
    const matches = compileStatement(statement.NotStatement.Statement);
    return (parts, labels) => !matches(parts, labels);
  }
  if ("LabelMatchStatement" in statement) {
    const { Scope, Key } = statement.LabelMatchStatement;
    if (Scope === "LABEL") {
      return (_, labels) => [...labels].some((label) => label === Key || label.endsWith(`:${Key}`));
    }
    return (_, labels) => [...labels].some((label) => `:${label}`.includes(`:${Key}`));
  }
  if ("SqliMatchStatement" in statement) return matchField(statement.SqliMatchStatement, isSqlInjection);
  if ("XssMatchStatement" in statement) return matchField(statement.XssMatchStatement, isCrossSiteScripting);
  if ("RegexMatchStatement" in statement) {
    const pattern = new RegExp(statement.RegexMatchStatement.RegexString);
    return matchField(statement.RegexMatchStatement, (text) => pattern.test(text));
  }
  if ("ByteMatchStatement" in statement) {
    return matchField(statement.ByteMatchStatement, byteMatch(statement.ByteMatchStatement));
  }
  if ("SizeConstraintStatement" in statement) {
    return matchField(statement.SizeConstraintStatement, sizeMatch(statement.SizeConstraintStatement));
  }
  throw new Error(`A web ACL nests a statement that cannot be nested: ${Object.keys(statement).join()}.`);
}

function matchField(
  { FieldToMatch, TextTransformations }: MatchStatement,
  test: (text: string) => boolean,
): Matcher {
  const read = fieldReader(FieldToMatch);
  const matches: Matcher = (parts) => read(parts).some((text) => test(transform(text, TextTransformations)));
  const oversize = "Body" in FieldToMatch ? FieldToMatch.Body.OversizeHandling : undefined;
  if (oversize === undefined || oversize === "CONTINUE") return matches;
  return (parts, labels) => (parts.isBodyOversize ? oversize === "MATCH" : matches(parts, labels));
}

function fieldReader(field: FieldToMatch): (parts: RequestParts) => string[] {
  if ("Method" in field) return ({ request }) => [request.method];
  if ("UriPath" in field) return ({ request }) => [request.path];
  if ("QueryString" in field) return ({ request }) => [request.queryString];
  if ("AllQueryArguments" in field) return ({ request }) => Object.values(request.query.multi).flat();
  if ("SingleQueryArgument" in field) {
    const { Name } = field.SingleQueryArgument;
    return ({ request }) => request.query.multi[Name] ?? [];
  }
  if ("SingleHeader" in field) {
    const name = field.SingleHeader.Name.toLowerCase();
    return ({ request }) => {
      const value = request.header(name);
      return value === undefined ? [] : [value];
    };
  }
  if ("Cookies" in field) return (parts) => parts.cookies;
  return (parts) => (parts.bodyText === "" ? [] : [parts.bodyText]);
}

function byteMatch({ SearchString, PositionalConstraint }: ByteMatchStatement): (text: string) => boolean {
  switch (PositionalConstraint) {
    case "EXACTLY":
      return (text) => text === SearchString;
    case "STARTS_WITH":
      return (text) => text.startsWith(SearchString);
    case "ENDS_WITH":
      return (text) => text.endsWith(SearchString);
    case "CONTAINS":
      return (text) => text.includes(SearchString);
  }
}

function sizeMatch({ ComparisonOperator, Size }: SizeConstraintStatement): (text: string) => boolean {
  const size = (text: string) => Buffer.byteLength(text);
  switch (ComparisonOperator) {
    case "EQ":
      return (text) => size(text) === Size;
    case "NE":
      return (text) => size(text) !== Size;
    case "LE":
      return (text) => size(text) <= Size;
    case "LT":
      return (text) => size(text) < Size;
    case "GE":
      return (text) => size(text) >= Size;
    case "GT":
      return (text) => size(text) > Size;
  }
}
