import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildOnce } from "@tradewind/bundles/build-lock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

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

describe("a folder that is made once", () => {
  it("is made for all who ask at the same time, and not again", async () => {
    await Promise.all([buildOnce(folder, make), buildOnce(folder, make)]);
    await buildOnce(folder, make);
    expect(made).toBe(1);
    expect(readdirSync(parent)).toEqual(["folder"]);
  });

  it("is not there when it could not be made, and the next may try", async () => {
    const failing = async () => Promise.reject(new Error("broken source"));
    await expect(buildOnce(folder, failing)).rejects.toThrow("broken source");
    expect(existsSync(folder)).toBe(false);
    await buildOnce(folder, make);
    expect(made).toBe(1);
  });

  it("is made by the next when a process was killed while it made it", async () => {
    const aboveEveryProcess = 2 ** 30;
    writeFileSync(`${folder}.lock`, String(aboveEveryProcess));
    await buildOnce(folder, make);
    expect(made).toBe(1);
  });
});
