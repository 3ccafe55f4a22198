import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  NoSuchBucket,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type PutObjectCommandInput,
} from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, it } from "vitest";
import { dataFolder } from "../sqs/support.ts";
import { startS3 } from "./support.ts";

const Bucket = "shop-images";
let cloud: ReturnType<typeof startS3>;
beforeEach(async () => {
  cloud = startS3();
  await cloud.client.send(new CreateBucketCommand({ Bucket }));
});

const put = (Key: string, Body: string | Buffer | Readable, more: Partial<PutObjectCommandInput> = {}) =>
  cloud.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Key: string, more: Partial<GetObjectCommandInput> = {}) =>
  cloud.client.send(new GetObjectCommand({ Bucket, Key, ...more }));
const text = async (Key: string, more: Partial<GetObjectCommandInput> = {}) =>
  (await get(Key, more)).Body?.transformToString();

describe("S3 buckets", () => {
  it("are created, found, listed and deleted when empty", async () => {
    await cloud.client.send(new CreateBucketCommand({ Bucket }));
    await cloud.client.send(new HeadBucketCommand({ Bucket }));
    const { Buckets } = await cloud.client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
    await put("a", "1");
    const remove = () => cloud.client.send(new DeleteBucketCommand({ Bucket }));
    await expect(remove()).rejects.toMatchObject({ name: "BucketNotEmpty" });
    await cloud.client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    await remove();
    await expect(cloud.client.send(new HeadBucketCommand({ Bucket }))).rejects.toBeInstanceOf(NotFound);
    await expect(get("a")).rejects.toBeInstanceOf(NoSuchBucket);
  });

  it("refuse names that are not valid", async () => {
    for (const name of ["ab", "Upper", "10.0.0.1", "a..b"]) {
      const create = cloud.client.send(new CreateBucketCommand({ Bucket: name }));
      await expect(create).rejects.toMatchObject({ name: "InvalidBucketName" });
    }
  });
});

describe("S3 objects", () => {
  it("return bytes, type, metadata and tag as stored", async () => {
    const sent = await put("dir/a b&c+é.txt", "hello ✓", {
      ContentType: "text/plain",
      CacheControl: "max-age=60",
      Metadata: { colour: "red" },
    });
    const got = await get("dir/a b&c+é.txt");
    expect(got).toMatchObject({
      ContentType: "text/plain",
      CacheControl: "max-age=60",
      Metadata: { colour: "red" },
      ETag: sent.ETag,
      ContentLength: 9,
    });
    expect(got.LastModified?.getTime()).toBe(cloud.kernel.clock.now());
    expect(await got.Body?.transformToString()).toBe("hello ✓");
    const head = await cloud.client.send(new HeadObjectCommand({ Bucket, Key: "dir/a b&c+é.txt" }));
    expect(head).toMatchObject({ ContentLength: 9, ETag: sent.ETag });
  });

  it("verify the checksums of the SDK, also streamed in chunks with trailers", async () => {
    const bytes = Buffer.alloc(200_000, "abc");
    const streamed = await put("stream", Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]), {
      ContentLength: bytes.length,
    });
    expect(streamed.ChecksumCRC32).toBeDefined();
    expect(Buffer.from((await (await get("stream")).Body?.transformToByteArray()) ?? [])).toEqual(bytes);
    for (const ChecksumAlgorithm of ["CRC32", "CRC32C", "SHA1", "SHA256"] as const) {
      await put(ChecksumAlgorithm, "body", { ChecksumAlgorithm });
      expect(await text(ChecksumAlgorithm)).toBe("body");
    }
    await expect(put("bad", "body", { ChecksumCRC32: "AAAAAA==" })).rejects.toMatchObject({
      name: "BadDigest",
    });
    await expect(
      put("bad", "body", { ContentMD5: Buffer.alloc(16).toString("base64") }),
    ).rejects.toMatchObject({
      name: "BadDigest",
    });
  });

  it("are missing until they are put", async () => {
    await expect(get("none")).rejects.toBeInstanceOf(NoSuchKey);
    const head = cloud.client.send(new HeadObjectCommand({ Bucket, Key: "none" }));
    await expect(head).rejects.toBeInstanceOf(NotFound);
    await cloud.client.send(new DeleteObjectCommand({ Bucket, Key: "none" }));
  });

  it("serve ranges", async () => {
    await put("digits", "0123456789");
    expect(await text("digits", { Range: "bytes=2-4" })).toBe("234");
    expect(await text("digits", { Range: "bytes=7-" })).toBe("789");
    expect(await text("digits", { Range: "bytes=-3" })).toBe("789");
    expect((await get("digits", { Range: "bytes=5-100" })).ContentRange).toBe("bytes 5-9/10");
    await expect(get("digits", { Range: "bytes=10-" })).rejects.toMatchObject({ name: "InvalidRange" });
  });

  it("answer conditional reads", async () => {
    const { ETag } = await put("a", "1");
    const status = async (more: Partial<GetObjectCommandInput>) => {
      try {
        return (await get("a", more)).$metadata.httpStatusCode;
      } catch (error) {
        return (error as { $metadata: { httpStatusCode: number } }).$metadata.httpStatusCode;
      }
    };
    const now = new Date(cloud.kernel.clock.now());
    const earlier = new Date(now.getTime() - 60_000);
    expect(await status({ IfMatch: ETag })).toBe(200);
    expect(await status({ IfMatch: '"other"' })).toBe(412);
    expect(await status({ IfNoneMatch: ETag })).toBe(304);
    expect(await status({ IfNoneMatch: '"other"' })).toBe(200);
    expect(await status({ IfModifiedSince: now })).toBe(304);
    expect(await status({ IfModifiedSince: earlier })).toBe(200);
    expect(await status({ IfUnmodifiedSince: earlier })).toBe(412);
  });

  it("are written under conditions", async () => {
    const { ETag } = await put("a", "1", { IfNoneMatch: "*" });
    await expect(put("a", "2", { IfNoneMatch: "*" })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await put("a", "2", { IfMatch: ETag });
    await expect(put("a", "3", { IfMatch: ETag })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(put("b", "3", { IfMatch: ETag })).rejects.toBeInstanceOf(NoSuchKey);
    expect(await text("a")).toBe("2");
  });

  it("are copied with or without their metadata", async () => {
    await put("a b", "1", { Metadata: { colour: "red" }, ContentType: "text/plain" });
    const copy = (Key: string, more: object = {}) =>
      cloud.client.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/a%20b`, ...more }));
    await copy("same");
    expect(await get("same")).toMatchObject({ Metadata: { colour: "red" }, ContentType: "text/plain" });
    await copy("other", { MetadataDirective: "REPLACE", Metadata: { size: "l" } });
    expect((await get("other")).Metadata).toEqual({ size: "l" });
    await expect(copy("a b")).rejects.toMatchObject({ name: "InvalidRequest" });
    await expect(copy("x", { CopySourceIfMatch: '"no"' })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    await expect(copy("x", { CopySource: `${Bucket}/none` })).rejects.toBeInstanceOf(NoSuchKey);
  });

  it("are deleted in batches", async () => {
    for (const key of ["a", "b", " c "]) await put(key, "1");
    const answer = await cloud.client.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [{ Key: "a" }, { Key: " c " }, { Key: "none" }] },
      }),
    );
    expect(answer.Deleted).toHaveLength(3);
    await expect(get(" c ")).rejects.toBeInstanceOf(NoSuchKey);
    expect(await text("b")).toBe("1");
  });

  it("refuse what the local cloud does not do", async () => {
    await expect(put("a", "1", { Tagging: "a=b" })).rejects.toMatchObject({ name: "NotImplemented" });
    await expect(put("a", "1", { ACL: "public-read" })).rejects.toMatchObject({ name: "InvalidRequest" });
    await expect(put("k".repeat(1025), "1")).rejects.toMatchObject({ name: "KeyTooLongError" });
  });

  it("survive a restart", async () => {
    using folder = dataFolder();
    cloud = startS3({ data: folder.path });
    await cloud.client.send(new CreateBucketCommand({ Bucket }));
    await put("a", "old");
    const { ETag } = await put("a", "new", { Metadata: { n: "1" } });
    await put("gone", "1");
    await cloud.client.send(new DeleteObjectCommand({ Bucket, Key: "gone" }));
    cloud.kernel.store.close();
    cloud = startS3({ data: folder.path });
    expect(await get("a")).toMatchObject({ ETag, Metadata: { n: "1" } });
    expect(await text("a")).toBe("new");
    await expect(get("gone")).rejects.toBeInstanceOf(NoSuchKey);
    cloud.kernel.store.close();
  });
});

it("answers malformed requests with AWS errors", async () => {
  const call = async (
    method: string,
    path: string,
    query = "",
    body = "",
    headers: Record<string, string> = {},
  ) => {
    const answer = await cloud.s3.service.handle({
      method,
      path,
      query: new URLSearchParams(query),
      headers,
      body: Buffer.from(body),
    });
    return [answer.status, /<Code>(\w+)/.exec(String(answer.body))?.[1]];
  };
  const chunked = { "content-encoding": "aws-chunked" };
  expect(await call("GET", "/%ff")).toEqual([400, "InvalidURI"]);
  expect(await call("GET", `/${Bucket}`, "acl")).toEqual([501, "NotImplemented"]);
  expect(await call("PUT", `/${Bucket}/a`, "", "zz\r\n", chunked)).toEqual([400, "IncompleteBody"]);
  expect(await call("PUT", `/${Bucket}/a`, "", "ff\r\nshort", chunked)).toEqual([400, "IncompleteBody"]);
  expect(await call("POST", `/${Bucket}`, "delete", "<Delete>")).toEqual([400, "MalformedXML"]);
  expect(await call("POST", `/${Bucket}`, "delete", "<a>".repeat(5000))).toEqual([400, "MalformedXML"]);
  expect(await call("POST", `/${Bucket}`, "delete", "\u0000&#xFFFFFF;")).toEqual([400, "MalformedXML"]);
  expect(await call("PATCH", "/")).toEqual([501, "NotImplemented"]);
});
