import type { Kernel } from "../kernel/kernel.ts";
import type { WireResponse } from "../kernel/wire.ts";
import type { Checksum } from "./checksums.ts";
import type { Buckets } from "./state/buckets.ts";
import type { Uploads } from "./state/uploads.ts";

/** The state and kernel that the actions of S3 use. */
export interface S3Context {
  kernel: Kernel;
  buckets: Buckets;
  uploads: Uploads;
}

/** A request with its decoded payload. Its digests are verified. */
export interface S3Request {
  bucket: string;
  key: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
  checksum: Checksum | undefined;
}

export type S3Action = (context: S3Context, request: S3Request) => Promise<WireResponse> | WireResponse;
