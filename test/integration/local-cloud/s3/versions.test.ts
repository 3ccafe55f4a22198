import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  NoSuchKey,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
} from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, it } from "vitest";
import { VirtualClock } from "../../../../packages/local-cloud/src/kernel/clock.ts";
import { dataFolder } from "../sqs/support.ts";
import { startS3 } from "./support.ts";

const Bucket = "versions";
const Key = "doc";
let cloud: ReturnType<typeof startS3>;

const put = async (Body: string, more: object = {}) =>
  (await cloud.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }))).VersionId;
const text = async (VersionId?: string) =>
  (await cloud.client.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body?.transformToString();
const remove = (VersionId?: string, more: object = {}) =>
  cloud.client.send(new DeleteObjectCommand({ Bucket, Key, VersionId, ...more }));
const versioning = (Status: "Enabled" | "Suspended") =>
  cloud.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));

describe("versioning", () => {
  beforeEach(async () => {
    cloud = startS3();
    await cloud.client.send(new CreateBucketCommand({ Bucket }));
    await put("before");
    await versioning("Enabled");
  });

  it("keeps every version and hides deleted objects behind a marker", async () => {
    const first = await put("first");
    const second = await put("second");
    expect(await text()).toBe("second");
    expect([await text(first), await text("null")]).toEqual(["first", "before"]);
    const { DeleteMarker, VersionId: marker } = await remove();
    expect(DeleteMarker).toBe(true);
    await expect(text()).rejects.toBeInstanceOf(NoSuchKey);
    await expect(text(marker)).rejects.toMatchObject({ name: "MethodNotAllowed" });
    expect((await cloud.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    const listed = await cloud.client.send(new ListObjectVersionsCommand({ Bucket }));
    expect(listed.Versions?.map(({ VersionId }) => VersionId)).toEqual([second, first, "null"]);
    expect(listed.DeleteMarkers).toMatchObject([{ Key, VersionId: marker, IsLatest: true }]);
    await remove(marker);
    await remove(second);
    expect(await text()).toBe("first");
    await expect(text(second)).rejects.toMatchObject({ name: "NoSuchVersion" });
  });

  it("writes one null version while suspended", async () => {
    const kept = await put("kept");
    await versioning("Suspended");
    await put("null 1");
    expect(await put("null 2")).toBe("null");
    expect([await text(kept), await text()]).toEqual(["kept", "null 2"]);
    await remove();
    await expect(text()).rejects.toBeInstanceOf(NoSuchKey);
    expect(await text(kept)).toBe("kept");
    const { Status } = await cloud.client.send(new GetBucketVersioningCommand({ Bucket }));
    expect(Status).toBe("Suspended");
  });
});

describe("object lock", () => {
  const day = 86_400_000;
  const at = (days: number) => new Date(cloud.kernel.clock.now() + days * day);
  const retain = (Mode: "GOVERNANCE" | "COMPLIANCE", RetainUntilDate: Date, more: object = {}) =>
    cloud.client.send(
      new PutObjectRetentionCommand({ Bucket, Key, Retention: { Mode, RetainUntilDate }, ...more }),
    );
  const denied = { name: "AccessDenied", message: expect.stringContaining("object lock") };

  beforeEach(async () => {
    cloud = startS3();
    await cloud.client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  });

  it("keeps a COMPLIANCE version until its date, whoever asks", async () => {
    const ObjectLockRetainUntilDate = at(10);
    const version = await put("digest", { ObjectLockMode: "COMPLIANCE", ObjectLockRetainUntilDate });
    await expect(remove(version, { BypassGovernanceRetention: true })).rejects.toMatchObject(denied);
    await expect(retain("COMPLIANCE", at(5), { BypassGovernanceRetention: true })).rejects.toMatchObject(
      denied,
    );
    await expect(retain("GOVERNANCE", at(20))).rejects.toMatchObject(denied);
    await retain("COMPLIANCE", at(20));
    await put("newer");
    await remove();
    expect(await text(version)).toBe("digest");
    cloud.clock.advance(20 * day);
    await remove(version);
    await expect(text(version)).rejects.toMatchObject({ name: "NoSuchVersion" });
  });

  it("lets a GOVERNANCE version go with the bypass only", async () => {
    const version = await put("x");
    await retain("GOVERNANCE", at(10));
    await expect(remove(version)).rejects.toMatchObject(denied);
    await expect(retain("GOVERNANCE", at(1))).rejects.toMatchObject(denied);
    await remove(version, { BypassGovernanceRetention: true });
  });

  it("holds a version for as long as a legal hold is on", async () => {
    const version = await put("x", { ObjectLockLegalHoldStatus: "ON" });
    await expect(remove(version, { BypassGovernanceRetention: true })).rejects.toMatchObject(denied);
    await cloud.client.send(new PutObjectLegalHoldCommand({ Bucket, Key, LegalHold: { Status: "OFF" } }));
    const hold = await cloud.client.send(new GetObjectLegalHoldCommand({ Bucket, Key }));
    expect(hold.LegalHold?.Status).toBe("OFF");
    await remove(version);
  });

  it("gives new versions the bucket's default retention", async () => {
    await cloud.client.send(
      new PutObjectLockConfigurationCommand({
        Bucket,
        ObjectLockConfiguration: {
          ObjectLockEnabled: "Enabled",
          Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 7 } },
        },
      }),
    );
    const version = await put("x");
    const { Retention } = await cloud.client.send(new GetObjectRetentionCommand({ Bucket, Key }));
    expect(Retention).toEqual({ Mode: "COMPLIANCE", RetainUntilDate: at(7) });
    await expect(remove(version)).rejects.toMatchObject(denied);
    const { ObjectLockConfiguration } = await cloud.client.send(
      new GetObjectLockConfigurationCommand({ Bucket }),
    );
    expect(ObjectLockConfiguration?.Rule?.DefaultRetention).toEqual({ Mode: "COMPLIANCE", Days: 7 });
  });

  it("can neither be suspended nor used on a bucket without it", async () => {
    await expect(versioning("Suspended")).rejects.toMatchObject({ name: "InvalidBucketState" });
    await cloud.client.send(new CreateBucketCommand({ Bucket: "plain" }));
    const locked = put("x", { Bucket: "plain", ObjectLockLegalHoldStatus: "ON" });
    await expect(locked).rejects.toMatchObject({ name: "InvalidRequest" });
    await expect(put("x", { ObjectLockMode: "COMPLIANCE" })).rejects.toMatchObject({
      name: "InvalidArgument",
    });
  });

  it("is enforced after a restart", async () => {
    using folder = dataFolder();
    cloud = startS3({ data: folder.path });
    await cloud.client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
    const version = await put("x");
    await retain("COMPLIANCE", at(10));
    cloud.kernel.store.close();
    cloud = startS3({ data: folder.path, clock: new VirtualClock(cloud.kernel.clock.now() + day) });
    await expect(remove(version)).rejects.toMatchObject(denied);
    expect(await text(version)).toBe("x");
    cloud.kernel.store.close();
  });
});
