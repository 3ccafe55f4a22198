import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { s3Error } from "../errors.ts";
import type { NewVersion } from "./buckets.ts";

/** A multipart upload under way. */
export interface UploadRecord {
  id: string;
  bucket: string;
  at: number;
  /** The object to be made, without its ETag and bytes. */
  given: Omit<NewVersion, "etag">;
}

interface PartRecord {
  etag: string;
  at: number;
  /** Base64. */
  body: string;
}

export interface Part {
  number: number;
  etag: string;
  at: number;
  body: Buffer;
}

export interface Upload {
  record: UploadRecord;
  readonly parts: Map<number, Part>;
}

/** Multipart uploads that are neither completed nor aborted, in memory and in the store. */
export class Uploads {
  readonly #kernel: Kernel;
  readonly #uploadRows: Collection<UploadRecord>;
  readonly #partRows: Collection<PartRecord>;
  readonly #uploads = new Map<string, Upload>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#uploadRows = kernel.store.collection("s3.uploads");
    this.#partRows = kernel.store.collection("s3.parts");
    for (const [id, record] of this.#uploadRows.load()) this.#uploads.set(id, { record, parts: new Map() });
    for (const [key, { etag, at, body }] of this.#partRows.load()) {
      const [id = "", number] = key.split("/");
      const part = { number: Number(number), etag, at, body: Buffer.from(body, "base64") };
      this.#uploads.get(id)?.parts.set(part.number, part);
    }
  }

  create(bucket: string, given: UploadRecord["given"]): Upload {
    const id = this.#kernel.random.uuid().replaceAll("-", "");
    const record = { id, bucket, at: this.#kernel.clock.now(), given };
    const upload = { record, parts: new Map<number, Part>() };
    this.#uploads.set(id, upload);
    this.#uploadRows.put(id, record);
    return upload;
  }

  get(bucket: string, key: string, id: string): Upload {
    const upload = this.#uploads.get(id);
    if (upload?.record.bucket !== bucket || upload.record.given.key !== key) throw s3Error("NoSuchUpload");
    return upload;
  }

  /** In order of key and start. */
  of(bucket: string): Upload[] {
    return [...this.#uploads.values()]
      .filter(({ record }) => record.bucket === bucket)
      .sort((a, b) => (a.record.given.key < b.record.given.key ? -1 : 1));
  }

  putPart(upload: Upload, part: Part): void {
    upload.parts.set(part.number, part);
    const { etag, at, body } = part;
    this.#partRows.put(`${upload.record.id}/${part.number}`, { etag, at, body: body.toString("base64") });
  }

  delete(upload: Upload): void {
    this.#uploads.delete(upload.record.id);
    this.#uploadRows.delete(upload.record.id);
    for (const number of upload.parts.keys()) this.#partRows.delete(`${upload.record.id}/${number}`);
  }
}
