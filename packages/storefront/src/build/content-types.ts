import { extname } from "node:path";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

/** @throws for a file whose type is not known, since browsers are told not to guess */
export function contentTypeOf(file: string): string {
  const type = CONTENT_TYPES[extname(file)];
  if (type === undefined) throw new Error(`The content type of ${file} is not known.`);
  return type;
}
