import { expect, it } from "vitest";
import { findOperation } from "../../../../packages/local-cloud/src/s3/operations.ts";
import { OPERATIONS } from "../malformed/support/operations.ts";

const withSubResource = OPERATIONS.filter(({ service }) => service === "s3").flatMap(({ name, http }) => {
  const [path = "", text = ""] = http?.path.split("?") ?? [];
  const query = new URLSearchParams(text);
  query.delete("x-id");
  return query.size === 0 ? [] : [{ name, method: http?.method ?? "", key: path === "/" ? "" : "a", query }];
});

it.each(withSubResource)("S3 never runs another operation for $name", ({ name, method, key, query }) => {
  expect([undefined, name]).toContain(findOperation(method, "bucket", key, query, {})?.name);
});
