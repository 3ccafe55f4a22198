import * as fc from "fast-check";
import { expect, it } from "vitest";
import { startS3 } from "./support.ts";

const QUERIES = (
  "list-type=2 versions uploads uploadId=x partNumber=1 versionId=null retention legal-hold object-lock versioning delete " +
  "acl location continuation-token=%21 max-keys=-1 max-keys=2 delimiter=/ prefix=a encoding-type=url response-expires=x"
).split(" ");

const HEADERS: [string, string][] = [
  ["range", "bytes=5-2"],
  ["range", "bytes=-0"],
  ["if-match", '"x"'],
  ["if-modified-since", "yesterday"],
  ["content-md5", "?"],
  ["content-encoding", "aws-chunked"],
  ["x-amz-copy-source", "%"],
  ["x-amz-copy-source", "bucket/a"],
  ["x-amz-checksum-crc32", "AAAAAA=="],
  ["x-amz-object-lock-mode", "COMPLIANCE"],
  ["x-amz-meta-a", "b"],
];

const XML = fc.oneof(
  fc.string(),
  fc.constantFrom(
    "<a>&#xFFFFFFF;</a>",
    "<Retention><Mode>COMPLIANCE</Mode></Retention>",
    "<Delete><Object/></Delete>",
    "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
    "<CompleteMultipartUpload><Part/></CompleteMultipartUpload>",
    "<!-- ".repeat(2000),
  ),
);

it("S3 answers any input with success, redirection or a 4xx error, never with a crash", async () => {
  const cloud = startS3();
  const call = fc.record({
    method: fc.constantFrom("GET", "PUT", "HEAD", "DELETE", "POST"),
    path: fc.oneof(fc.constantFrom("/", "/bucket", "/bucket/a", "/bucket/b%", "/Bad"), fc.webPath()),
    query: fc.subarray(QUERIES, { maxLength: 3 }).map((list) => new URLSearchParams(list.join("&"))),
    headers: fc.subarray(HEADERS, { maxLength: 2 }).map((list) => Object.fromEntries(list)),
    body: XML.map((text) => Buffer.from(text)),
  });
  await fc.assert(
    fc.asyncProperty(call, async (request) => {
      const { status } = await cloud.s3.service.handle(request);
      // S3 itself refuses unsupported operations with 501.
      if (status !== 501) expect(status).toBeLessThan(500);
    }),
    { numRuns: 3000 },
  );
});
