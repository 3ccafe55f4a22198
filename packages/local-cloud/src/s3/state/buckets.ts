import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import type { CorsRule } from "../cors.ts";
import { s3Error } from "../errors.ts";
import type { DefaultRetention, Retention } from "../object-lock.ts";
import { SortedKeys } from "./sorted-keys.ts";

export interface BucketRecord {
  name: string;
  createdAt: number;
  versioning?: "Enabled" | "Suspended";
  objectLock: boolean;
  defaultRetention?: DefaultRetention;
  cors?: CorsRule[];
}

/** The settings that a client stores with an object and reads back. */
export interface ObjectSettings {
  contentType: string;
  /** System headers as they were sent, by lower-case name, such as `cache-control`. */
  headers: Record<string, string>;
  /** User metadata without the `x-amz-meta-` prefix. */
  metadata: Record<string, string>;
}

/** One version of an object or a delete marker, without its bytes. */
export interface VersionRecord {
  bucket: string;
  key: string;
  /** `null` for versions written while versioning was not enabled. */
  versionId: string;
  at: number;
  deleteMarker: boolean;
  etag: string;
  size: number;
  settings: ObjectSettings;
  /** Header name and value of the checksum sent with the object. */
  checksum?: { name: string; value: string };
  retention?: Retention;
  legalHold?: boolean;
}

export interface Version {
  /** Order of writing; also the key in the store. */
  readonly sequence: string;
  record: VersionRecord;
  readonly body: Buffer;
}

export interface Bucket {
  record: BucketRecord;
  /** Newest first; never empty. */
  readonly objects: Map<string, Version[]>;
  readonly keys: SortedKeys;
}

/** The content of a new version. The bucket assigns its id. */
export type NewVersion = Omit<VersionRecord, "bucket" | "versionId" | "at" | "size">;

/** Buckets and all versions of their objects, in memory and in the store. */
export class Buckets {
  readonly #kernel: Kernel;
  readonly #bucketRows: Collection<BucketRecord>;
  readonly #versionRows: Collection<VersionRecord>;
  /** Bytes in base64, apart from the record, because a change of retention rewrites the record. */
  readonly #bodyRows: Collection<string>;
  readonly #buckets = new Map<string, Bucket>();
  #lastSequence = 0;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#bucketRows = kernel.store.collection("s3.buckets");
    this.#versionRows = kernel.store.collection("s3.versions");
    this.#bodyRows = kernel.store.collection("s3.bodies");
    this.#restore();
  }

  all(): Bucket[] {
    return [...this.#buckets.values()];
  }

  find(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  get(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (!bucket) throw s3Error("NoSuchBucket", undefined, { BucketName: name });
    return bucket;
  }

  create(name: string, objectLock: boolean): void {
    const record: BucketRecord = { name, createdAt: this.#kernel.clock.now(), objectLock };
    // Object Lock works only on versions, so it enables versioning.
    if (objectLock) record.versioning = "Enabled";
    this.#buckets.set(name, { record, objects: new Map(), keys: new SortedKeys() });
    this.#bucketRows.put(name, record);
  }

  save(bucket: Bucket, record: BucketRecord): void {
    bucket.record = record;
    this.#bucketRows.put(record.name, record);
  }

  delete(bucket: Bucket): void {
    if (bucket.objects.size > 0)
      throw s3Error("BucketNotEmpty", undefined, { BucketName: bucket.record.name });
    this.#buckets.delete(bucket.record.name);
    this.#bucketRows.delete(bucket.record.name);
  }

  /** Adds a new current version. Without versioning it replaces the existing one. */
  write(bucket: Bucket, given: NewVersion, body: Buffer): Version {
    const { versioning, name } = bucket.record;
    const versionId = versioning === "Enabled" ? this.#kernel.random.uuid().replaceAll("-", "") : "null";
    if (versionId === "null") {
      const replaced = bucket.objects.get(given.key)?.find((one) => one.record.versionId === "null");
      if (replaced) this.remove(bucket, replaced);
    }
    const record = { ...given, bucket: name, versionId, at: this.#kernel.clock.now(), size: body.length };
    const version = { sequence: this.#nextSequence(), record, body };
    this.#insert(bucket, version);
    this.#versionRows.put(version.sequence, record);
    if (body.length > 0) this.#bodyRows.put(version.sequence, body.toString("base64"));
    return version;
  }

  saveVersion(version: Version, record: VersionRecord): void {
    version.record = record;
    this.#versionRows.put(version.sequence, record);
  }

  /** Removes the version permanently. */
  remove(bucket: Bucket, version: Version): void {
    const { key } = version.record;
    const rest = (bucket.objects.get(key) ?? []).filter((one) => one !== version);
    if (rest.length > 0) bucket.objects.set(key, rest);
    else {
      bucket.objects.delete(key);
      bucket.keys.delete(key);
    }
    this.#versionRows.delete(version.sequence);
    if (version.body.length > 0) this.#bodyRows.delete(version.sequence);
  }

  #nextSequence(): string {
    this.#lastSequence = Math.max(this.#lastSequence + 1, this.#kernel.clock.now() * 1024);
    return String(this.#lastSequence).padStart(16, "0");
  }

  #insert(bucket: Bucket, version: Version): void {
    const { key } = version.record;
    const versions = bucket.objects.get(key);
    if (versions) versions.unshift(version);
    else {
      bucket.objects.set(key, [version]);
      bucket.keys.add(key);
    }
  }

  #restore(): void {
    for (const [name, record] of this.#bucketRows.load()) {
      this.#buckets.set(name, { record, objects: new Map(), keys: new SortedKeys() });
    }
    const bodies = new Map(this.#bodyRows.load());
    for (const [sequence, record] of this.#versionRows.load()) {
      const bucket = this.#buckets.get(record.bucket);
      const body = Buffer.from(bodies.get(sequence) ?? "", "base64");
      this.#lastSequence = Number(sequence);
      if (bucket) this.#insert(bucket, { sequence, record, body });
    }
  }
}

/** The version to read: the named one, or the current one. */
export function findVersion(bucket: Bucket, key: string, versionId: string | undefined): Version {
  const versions = bucket.objects.get(key);
  if (versionId === undefined) {
    const current = versions?.[0];
    if (!current) throw s3Error("NoSuchKey", undefined, { Key: key });
    return current;
  }
  const version = versions?.find((one) => one.record.versionId === versionId);
  if (!version) throw s3Error("NoSuchVersion", undefined, { Key: key, VersionId: versionId });
  return version;
}
