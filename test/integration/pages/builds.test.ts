import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import { LocalCloud, VirtualClock } from "@tradewind/local-cloud";
import { SiteStore } from "../../../packages/dev/src/pages/site-store.ts";
import { folder } from "../dev/support.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const clock = new VirtualClock(Date.UTC(2026, 10, 1));
const opened: LocalCloud[] = [];
afterEach(() => Promise.all(opened.splice(0).map((cloud) => cloud.stop())));

async function emptyStore(): Promise<SiteStore> {
  const cloud = new LocalCloud({ clock });
  opened.push(cloud);
  const request = { query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) };
  await cloud.handle({ method: "PUT", path: "/site", ...request });
  return new SiteStore(cloud, "site", blueprint.cdn.pages);
}

/** A build with one script of its own, in `path`. */
function build(path: string, id: string) {
  const script = `/assets/app-${id}.js`;
  const root = join(path, id);
  mkdirSync(join(root, "client/assets"), { recursive: true });
  writeFileSync(join(root, "client", script), `/* ${id} */`);
  const file = { path: script, contentType: "text/javascript", immutable: true, bytes: 11 };
  return { folder: root, site: { id, styleHashes: [`sha256-${id}`], files: [file] } };
}

it("a page of the first build works under the headers and beside the files of the second", async () => {
  using builds = folder();
  const store = await emptyStore();
  expect(await store.release(build(builds.path, "first"))).toEqual(["sha256-first"]);
  const styles = await store.release(build(builds.path, "second"));
  expect(styles.toSorted()).toEqual(["sha256-first", "sha256-second"]);
  expect(String((await store.get("/assets/app-first.js"))?.body)).toBe("/* first */");
  expect(String((await store.get("/assets/app-second.js"))?.body)).toBe("/* second */");
});

it("the style of a build is allowed for thirty days after the next build", async () => {
  using builds = folder();
  const store = await emptyStore();
  await store.release(build(builds.path, "first"));
  clock.advance(100 * DAY_MS);
  expect(await store.release(build(builds.path, "second"))).toContain("sha256-first");
  clock.advance(29 * DAY_MS);
  expect(await store.release(build(builds.path, "third"))).toContain("sha256-first");
  clock.advance(2 * DAY_MS);
  expect(await store.release(build(builds.path, "fourth"))).not.toContain("sha256-first");
});

it("a build that is released again, after another one, may show its style again", async () => {
  using builds = folder();
  const store = await emptyStore();
  await store.release(build(builds.path, "first"));
  clock.advance(40 * DAY_MS);
  expect(await store.release(build(builds.path, "first"))).toEqual(["sha256-first"]);
});
