import { type ErrorCode, errorCodes, problemOf } from "@tradewind/blueprint/language/errors";

/** The page of the documentation that lists every error code, its status and its title. */
export function errorsPage(): string {
  const rows = (Object.keys(errorCodes) as ErrorCode[]).map((code) => {
    const { status, title } = problemOf(code);
    return `| \`${code}\` | ${status} | ${title} |`;
  });
  return [
    "# Error codes",
    "",
    "Made by `npm run docs` from `packages/blueprint/src/language/errors.ts`. `GET /openapi.json` says",
    "which route answers which code; [the API](api.md#errors) explains the form of an error.",
    "",
    "| code | status | title |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
