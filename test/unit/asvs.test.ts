import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const page = readFileSync("docs/asvs.md", "utf8");
const rows = page.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
const tests = rows.filter(([, id]) => /^T\d+$/.test(id ?? ""));
const requirements = rows.filter(([, id]) => /^\d+\.\d+\.\d+$/.test(id ?? ""));

it.each(tests.map(([, id = "", file = "", title = ""]) => [id, file.replaceAll("`", ""), title] as const))(
  "the test %s of docs/asvs.md exists in %s",
  (_id, file, title) => {
    expect(readFileSync(file, "utf8")).toContain(title);
  },
);

it("each requirement in docs/asvs.md has a state and names only listed tests", () => {
  const known = new Set(tests.map(([, id]) => id));
  expect(requirements.length).toBeGreaterThan(80);
  for (const [, id, , state, how, shown = ""] of requirements) {
    expect([id, ["met", "not applicable", "**not met**"].includes(state ?? "")]).toEqual([id, true]);
    expect([id, how]).not.toEqual([id, ""]);
    for (const test of shown.split(", ").filter(Boolean)) expect([id, known.has(test)]).toEqual([id, true]);
  }
});
