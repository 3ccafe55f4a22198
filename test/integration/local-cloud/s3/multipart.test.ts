import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  NoSuchUpload,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { beforeEach, expect, it } from "vitest";
import { dataFolder } from "../sqs/support.ts";
import { startS3 } from "./support.ts";

const Bucket = "uploads";
const Key = "big";
const MiB = 1024 * 1024;
let cloud: ReturnType<typeof startS3>;
let UploadId: string | undefined;

const start = async (data?: string) => {
  cloud = startS3({ data });
  await cloud.client.send(new CreateBucketCommand({ Bucket }));
  const create = new CreateMultipartUploadCommand({ Bucket, Key, Metadata: { a: "b" } });
  ({ UploadId } = await cloud.client.send(create));
};
beforeEach(() => start());

const part = async (PartNumber: number, Body: Buffer) => {
  const { ETag } = await cloud.client.send(
    new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }),
  );
  return { PartNumber, ETag };
};
const complete = (...Parts: { PartNumber: number; ETag: string | undefined }[]) =>
  cloud.client.send(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
  );

it("a multipart upload joins the parts in order, with a tag that counts them", async () => {
  const last = await part(2, Buffer.from("end"));
  const first = await part(1, Buffer.alloc(5 * MiB, 1));
  const listed = await cloud.client.send(new ListPartsCommand({ Bucket, Key, UploadId }));
  expect(listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
    [1, 5 * MiB],
    [2, 3],
  ]);
  const done = await complete(first, last);
  expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
  const got = await cloud.client.send(new GetObjectCommand({ Bucket, Key, Range: "bytes=-4" }));
  expect(got.Metadata).toEqual({ a: "b" });
  expect(await got.Body?.transformToString()).toBe("\u0001end");
  await expect(complete(first, last)).rejects.toBeInstanceOf(NoSuchUpload);
});

it("a multipart upload refuses parts that are unknown, out of order or too small", async () => {
  const first = await part(1, Buffer.from("small"));
  const second = await part(2, Buffer.from("end"));
  await expect(complete(first, second)).rejects.toMatchObject({ name: "EntityTooSmall" });
  await expect(complete(second, first)).rejects.toMatchObject({ name: "InvalidPartOrder" });
  await expect(complete({ PartNumber: 3, ETag: first.ETag })).rejects.toMatchObject({ name: "InvalidPart" });
  await expect(complete({ PartNumber: 1, ETag: second.ETag })).rejects.toMatchObject({ name: "InvalidPart" });
});

it("an aborted multipart upload is forgotten", async () => {
  await part(1, Buffer.from("x"));
  expect((await cloud.client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toMatchObject([
    { Key, UploadId },
  ]);
  await cloud.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  await expect(part(1, Buffer.from("x"))).rejects.toBeInstanceOf(NoSuchUpload);
  expect((await cloud.client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toBeUndefined();
});

it("a multipart upload goes on after a restart", async () => {
  using folder = dataFolder();
  await start(folder.path);
  const first = await part(1, Buffer.alloc(5 * MiB, 7));
  cloud.kernel.store.close();
  cloud = startS3({ data: folder.path });
  const last = await part(2, Buffer.from("end"));
  await complete(first, last);
  const { ContentLength } = await cloud.client.send(new GetObjectCommand({ Bucket, Key }));
  expect(ContentLength).toBe(5 * MiB + 3);
  cloud.kernel.store.close();
});
