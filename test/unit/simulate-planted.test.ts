import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { bugs } from "../simulate/planted/bugs.ts";

it.each(bugs)("the bug $name can still be planted", ({ edits }) => {
  for (const { file, from } of edits)
    expect([file, readFileSync(file, "utf8").split(from).length - 1]).toEqual([file, 1]);
});
