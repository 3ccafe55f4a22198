import type { Kernel } from "../kernel/kernel.ts";
import { AwsError, type Service, type WireRequest, type WireResponse } from "../kernel/wire.ts";
import { toXml } from "../protocols/xml.ts";
import { decodeBody } from "./aws-chunked.ts";
import { verifyDigests } from "./checksums.ts";
import type { S3Context, S3Request } from "./context.ts";
import { corsHeaders, preflightAnswer } from "./cors.ts";
import { S3Error, s3Error } from "./errors.ts";
import { findOperation } from "./operations.ts";
import { type Bucket, Buckets } from "./state/buckets.ts";
import { Uploads } from "./state/uploads.ts";

/** Amazon S3 over path-style addresses: objects, versions, object lock and multipart uploads. */
export class S3 {
  readonly service: Service;
  readonly #kernel: Kernel;
  readonly #context: S3Context;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#context = { kernel, buckets: new Buckets(kernel), uploads: new Uploads(kernel) };
    this.service = { name: "s3", handle: (request) => this.#handle(request) };
  }

  async #handle(request: WireRequest): Promise<WireResponse> {
    const requestId = this.#kernel.random.uuid().slice(0, 16);
    let response: WireResponse;
    let bucket: Bucket | undefined;
    try {
      const path = parsePath(request.path);
      bucket = this.#context.buckets.find(path.bucket);
      response =
        request.method === "OPTIONS" ? preflightAnswer(bucket, request) : await this.#run(path, request);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      response = refusal(error, request, requestId);
    }
    response.headers["x-amz-request-id"] = requestId;
    Object.assign(response.headers, corsHeaders(bucket, request));
    return response;
  }

  async #run({ bucket, key }: ObjectPath, request: WireRequest): Promise<WireResponse> {
    const operation = findOperation(request.method, bucket, key, request.query, request.headers);
    if (!operation) {
      throw s3Error("NotImplemented", "The local cloud does not support this operation.");
    }
    const { body, headers } = decodeBody(request);
    const wholeObject = operation.name === "CompleteMultipartUpload";
    const checksum = wholeObject ? undefined : verifyDigests(body, headers);
    const given: S3Request = { bucket, key, query: request.query, headers, body, checksum };
    const response = await operation.action(this.#context, given);
    this.#kernel.meter.record(
      "s3",
      operation.name,
      { requests: 1 },
      { request: request.body.length, response: Buffer.byteLength(response.body) },
    );
    return response;
  }
}

interface ObjectPath {
  bucket: string;
  key: string;
}

function parsePath(path: string): ObjectPath {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    throw s3Error("InvalidURI");
  }
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/s.exec(decoded) ?? [];
  return { bucket, key };
}

/** A response to HEAD has no body, so only its status tells the error. */
function refusal(error: AwsError, request: WireRequest, RequestId: string): WireResponse {
  const extra = error instanceof S3Error ? error.headers : {};
  if (request.method === "HEAD") return { status: error.status, headers: extra, body: "" };
  const members = { Code: error.code, Message: error.message, ...(error.details as Record<string, string>) };
  return {
    status: error.status,
    headers: { ...extra, "content-type": "application/xml" },
    body: toXml("Error", { ...members, Resource: request.path, RequestId }),
  };
}
