import { readFileSync } from "node:fs";
import { blueprint } from "@tradewind/blueprint";
import type { GatewayResponse } from "@tradewind/local-cloud";

const DOCS = new URL("../../../../docs/", import.meta.url);
const FILES: Readonly<Record<string, { file: string; type: string }>> = {
  "/api": { file: "api-docs.html", type: "text/html; charset=utf-8" },
  "/api-docs": { file: "api-docs.html", type: "text/html; charset=utf-8" },
  "/api-docs.css": { file: "api-docs.css", type: "text/css; charset=utf-8" },
};

/** The page that describes the API, or its style, with the headers of the shop's pages. */
export function apiDocs(target: string): GatewayResponse | undefined {
  const [path = ""] = target.split("?", 1);
  const found = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
  if (!found) return undefined;
  const headers = {
    ...blueprint.securityHeaders.page,
    "content-type": found.type,
    "cache-control": "no-store",
  };
  return { status: 200, headers, body: readFileSync(new URL(found.file, DOCS), "utf8") };
}
