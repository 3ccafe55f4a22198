import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildOnce } from "@tradewind/bundles/build-lock";

let parent: string;
let folder: string;
let made: number;
const make = async (unfinished: string) => {
  made += 1;
  writeFileSync(join(unfinished, "file"), "whole");
};

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "made-once-"));
  folder = join(parent, "folder");
  made = 0;
});
afterEach(() => rmSync(parent, { recursive: true }));

describe("a folder under a build lock", () => {
  it("is made once for all callers at the same time and later", async () => {
    await Promise.all([buildOnce(folder, make), buildOnce(folder, make)]);
    await buildOnce(folder, make);
    expect(made).toBe(1);
    expect(readdirSync(parent)).toEqual(["folder"]);
  });

  it("is missing after a failed build, and the next caller may try again", async () => {
    const failing = async () => Promise.reject(new Error("broken source"));
    await expect(buildOnce(folder, failing)).rejects.toThrow("broken source");
    expect(existsSync(folder)).toBe(false);
    await buildOnce(folder, make);
    expect(made).toBe(1);
  });

  it("is made by the next caller after its owner was killed", async () => {
    const aboveEveryProcess = 2 ** 30;
    writeFileSync(`${folder}.lock`, String(aboveEveryProcess));
    await buildOnce(folder, make);
    expect(made).toBe(1);
  });

  it.each([
    { left: "without a PID, by a machine that stopped", content: "", secondsOld: 60 },
    {
      left: "long ago, with a PID that another process has now",
      content: String(process.pid),
      secondsOld: 3_600,
    },
  ])("is made although a lock was left $left", async ({ content, secondsOld }) => {
    const lock = `${folder}.lock`;
    writeFileSync(lock, content);
    const then = Date.now() / 1000 - secondsOld;
    utimesSync(lock, then, then);
    await buildOnce(folder, make);
    expect(made).toBe(1);
  });
});
