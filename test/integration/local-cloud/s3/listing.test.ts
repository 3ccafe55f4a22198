import {
  CreateBucketCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { startS3 } from "./support.ts";

const Bucket = "listing";
let cloud: ReturnType<typeof startS3>;
const fill = async (...keys: string[]) => {
  cloud = startS3();
  await cloud.client.send(new CreateBucketCommand({ Bucket }));
  for (const Key of keys) await cloud.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
};
const list = async (input: Omit<ListObjectsV2CommandInput, "Bucket"> = {}) => {
  const answer = await cloud.client.send(new ListObjectsV2Command({ Bucket, ...input }));
  return {
    keys: answer.Contents?.map(({ Key }) => Key) ?? [],
    prefixes: answer.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
    token: answer.NextContinuationToken,
  };
};

describe("ListObjectsV2", () => {
  beforeEach(() => fill("b/1", "a", "b/2", "c/x/1", "c/x/2", "d", "é", "\u{1F600}", "\uFFFD"));

  it("lists in the order of UTF-8 bytes", async () => {
    expect((await list()).keys).toEqual([
      "a",
      "b/1",
      "b/2",
      "c/x/1",
      "c/x/2",
      "d",
      "é",
      "\uFFFD",
      "\u{1F600}",
    ]);
  });

  it("narrows by prefix and start", async () => {
    expect((await list({ Prefix: "c/" })).keys).toEqual(["c/x/1", "c/x/2"]);
    expect((await list({ StartAfter: "c/x/1", Prefix: "c" })).keys).toEqual(["c/x/2"]);
    expect((await list({ Prefix: "none" })).keys).toEqual([]);
  });

  it("rolls keys up to the delimiter", async () => {
    expect(await list({ Delimiter: "/", StartAfter: "a" })).toMatchObject({
      keys: ["d", "é", "\uFFFD", "\u{1F600}"],
      prefixes: ["b/", "c/"],
    });
    expect(await list({ Delimiter: "/", Prefix: "c/" })).toMatchObject({ keys: [], prefixes: ["c/x/"] });
  });

  it("encodes keys when asked to", async () => {
    expect((await list({ EncodingType: "url", Prefix: "é" })).keys).toEqual(["%C3%A9"]);
  });

  it("gives pages that go on where the last one ended", async () => {
    const first = await list({ MaxKeys: 2, Delimiter: "/" });
    expect(first).toMatchObject({ keys: ["a"], prefixes: ["b/"] });
    const second = await list({ MaxKeys: 2, Delimiter: "/", ContinuationToken: first.token });
    expect(second).toMatchObject({ keys: ["d"], prefixes: ["c/"] });
    expect(await list({ MaxKeys: 0 })).toEqual({ keys: [], prefixes: [], token: undefined });
  });

  it("has the older ListObjects beside it", async () => {
    const answer = await cloud.client.send(new ListObjectsCommand({ Bucket, Delimiter: "/", MaxKeys: 2 }));
    expect([answer.NextMarker, answer.IsTruncated]).toEqual(["b/", true]);
  });
});

it("pages agree with one listing, whatever the keys, prefix, delimiter and page size", async () => {
  const key = fc.string({ unit: fc.constantFrom("a", "b", "/", "é"), minLength: 1, maxLength: 5 });
  const keysOf = fc.uniqueArray(
    key.filter((one) => !/^\/|\/\/|^\.\.?$/.test(one)),
    { minLength: 1, maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(
      keysOf,
      fc.constantFrom("", "a", "a/"),
      fc.constantFrom("/", ""),
      fc.integer({ min: 1, max: 4 }),
      async (keys, Prefix, delimiter, pageSize) => {
        await fill(...keys);
        const Delimiter = delimiter === "" ? undefined : delimiter;
        const found: (string | undefined)[] = [];
        const pages = paginateListObjectsV2(
          { client: cloud.client, pageSize },
          { Bucket, Prefix, Delimiter },
        );
        for await (const page of pages) {
          expect(page.KeyCount).toBeLessThanOrEqual(pageSize);
          found.push(...(page.Contents ?? []).map(({ Key }) => Key));
          found.push(...(page.CommonPrefixes ?? []).map((common) => common.Prefix));
        }
        const expected = new Set(
          keys
            .filter((one) => one.startsWith(Prefix))
            .map((one) => {
              const cut = Delimiter === undefined ? -1 : one.indexOf(Delimiter, Prefix.length);
              return cut === -1 ? one : one.slice(0, cut + 1);
            }),
        );
        expect(new Set(found)).toEqual(expected);
        expect(found).toHaveLength(expected.size);
      },
    ),
    { numRuns: 60 },
  );
});
