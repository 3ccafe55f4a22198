import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import { errorsPage } from "@tradewind/ops/docs/errors-page";

const folders = ["docs", "packages/*", "functions", "stacks", "workflows", "test", ".github"];
const pages = globSync(["*.md", ...folders.map((folder) => `${folder}/**/*.md`)], {
  exclude: ["**/node_modules/**"],
}).toSorted();

const read = (page: string) => readFileSync(page, "utf8");

/** A page without its code blocks, in which `#` begins a comment and a link is text. */
const prose = (page: string) => read(page).replaceAll(/^( *)```[^]*?^\1```$/gm, "");

const LINK = /\]\(([^()\s]+)\)/g;
const linksOf = (page: string) => [...prose(page).matchAll(LINK)].map(([, target = ""]) => target);

/** The anchors that GitHub gives to a page's headings. */
function anchorsOf(page: string): string[] {
  const seen = new Map<string, number>();
  return [...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => {
    const anchor = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-");
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
}

function brokenLinksOf(page: string): string[] {
  return linksOf(page)
    .filter((link) => !/^(https?|mailto):/.test(link))
    .filter((link) => {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? page : join(dirname(page), path);
      return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
    });
}

const scripts = new Set(
  Object.keys((JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts),
);
const unknownScriptsOf = (page: string) =>
  [...read(page).matchAll(/npm run (?:--silent |-s )?([a-z][\w:-]*)/g)]
    .map(([, name = ""]) => name)
    .filter((name) => !scripts.has(name));

/** Paths of this repository, but for the pattern of a decision's name, `NNNN-title.md`. */
const PATH =
  /`(?!docs\/adr\/NNNN)((?:packages|functions|stacks|workflows|test|docs|\.github|\.ci)\/[\w./-]+)`/g;
/** A handler's path may end in the name of its export. */
const missingPathsOf = (page: string) =>
  [...prose(page).matchAll(PATH)]
    .map(([, path = ""]) => path)
    .filter((path) => !existsSync(path) && !existsSync(path.replace(/\.\w+$/, ".ts")));

const COLUMNS = 100;
/** Tables and lines with a URL may be wider. */
const wideLinesOf = (page: string) =>
  prose(page)
    .split("\n")
    .filter((line) => line.length > COLUMNS && !/^\s*\||https?:/.test(line));

describe.each(pages)("%s", (page) => {
  it("has no link that leads nowhere", () => {
    expect(brokenLinksOf(page)).toEqual([]);
  });

  it("names no script that package.json does not have", () => {
    expect(unknownScriptsOf(page)).toEqual([]);
  });

  it("names no path that does not exist", () => {
    expect(missingPathsOf(page)).toEqual([]);
  });

  it("has no prose that is wider than 100 columns", () => {
    expect(wideLinesOf(page)).toEqual([]);
  });
});

it("the README has at most 250 lines", () => {
  expect(read("README.md").split("\n").length - 1).toBeLessThanOrEqual(250);
});

it("the index of the documentation has every page", () => {
  const indexed = new Set(linksOf("docs/README.md").map((link) => join("docs", link)));
  const missing = pages.filter((page) => page.startsWith("docs/") && page !== "docs/README.md");
  expect(missing.filter((page) => !indexed.has(page))).toEqual([]);
});

it("decisions are numbered without a gap, in their names and their titles, and have a date", () => {
  for (const [index, page] of globSync("docs/adr/*.md").toSorted().entries()) {
    const number = index + 1;
    expect(page).toMatch(new RegExp(`^docs/adr/${String(number).padStart(4, "0")}-`));
    expect(read(page)).toMatch(new RegExp(`^# ${number}\\. .+\n\nDate: \\d{4}-\\d{2}-\\d{2}\\. Status: `));
  }
});

it("the page of error codes is the one in force", () => {
  expect(read("docs/errors.md"), "Run `npm run docs`.").toBe(errorsPage());
});

it("the runbook of a failover stops every schedule", () => {
  const [, names = ""] = /for schedule in (.+); do/.exec(read("docs/runbooks/region-failover.md")) ?? [];
  expect(names.split(" ")).toEqual(blueprint.schedules.map(({ name }) => name));
});
