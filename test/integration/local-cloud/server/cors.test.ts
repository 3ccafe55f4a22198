import {
  CreateBucketCommand,
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LocalCloud } from "../../../../packages/local-cloud/src/cloud.ts";
import { sdkConfig } from "../../../support/sdk.ts";

const ORIGIN = "https://shop.example";
let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await LocalCloud.open({ port: 0 });
});
afterAll(() => cloud.stop());

const ask = (path: string, headers: Record<string, string>) =>
  fetch(`${cloud.url}${path}`, { method: "OPTIONS", headers });

/** The CORS headers of a response. */
const corsOf = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith("access-control-")));

describe("a page of any origin", () => {
  it.each(["/", "/v2/email/outbound-emails", "/v1/pipes/one", "/schedules/one"])(
    "may call the service at %s",
    async (path) => {
      const wanted = "content-type,x-amz-target,x-amz-user-agent";
      const response = await ask(path, {
        origin: ORIGIN,
        "access-control-request-method": "POST",
        "access-control-request-headers": wanted,
      });
      expect(response.status).toBe(200);
      expect(corsOf(response)).toEqual({
        "access-control-allow-origin": "*",
        "access-control-allow-methods": "POST",
        "access-control-allow-headers": wanted,
        "access-control-max-age": "172800",
      });
      expect(await response.text()).toBe("");
    },
  );

  it.each([
    ["AWSCognitoIdentityProviderService.InitiateAuth", 400],
    ["DynamoDB_20120810.ListTables", 200],
    ["AmazonSQS.Nope", 400],
  ])("may read the answer to %s", async (target, status) => {
    const call = (headers: Record<string, string>) =>
      fetch(cloud.url ?? "", {
        method: "POST",
        body: "{}",
        headers: { "x-amz-target": target, "content-type": "application/x-amz-json-1.1", ...headers },
      });
    const response = await call({ origin: ORIGIN });
    expect(response.status).toBe(status);
    expect(corsOf(response)).toEqual({
      "access-control-allow-origin": "*",
      "access-control-expose-headers": "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date",
    });
    expect(corsOf(await call({}))).toEqual({});
  });

  it("may read the keys of a user pool", async () => {
    await cloud.cognito.definePool({ id: "us-east-1_Pool" });
    const response = await fetch(`${cloud.url}/us-east-1_Pool/.well-known/jwks.json`);
    expect(corsOf(response)).toEqual({ "access-control-allow-origin": "*" });
  });
});

// Recorded from AWS by the tests of LocalStack.
describe("a bucket answers pages by its own rules", () => {
  const preflight = { origin: ORIGIN, "access-control-request-method": "PUT" };
  let s3: S3Client;
  beforeAll(async () => {
    s3 = new S3Client({ ...sdkConfig(cloud.s3.service), forcePathStyle: true });
    for (const Bucket of ["closed", "open", "ours"]) await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(
      new PutBucketCorsCommand({
        Bucket: "ours",
        CORSConfiguration: {
          CORSRules: [
            {
              ID: "uploads",
              AllowedOrigins: ["https://*.example"],
              AllowedMethods: ["GET", "PUT"],
              AllowedHeaders: ["x-amz-*"],
              ExposeHeaders: ["ETag"],
              MaxAgeSeconds: 3000,
            },
          ],
        },
      }),
    );
    const CORSConfiguration = { CORSRules: [{ AllowedOrigins: ["*"], AllowedMethods: ["GET"] }] };
    await s3.send(new PutBucketCorsCommand({ Bucket: "open", CORSConfiguration }));
    await s3.send(new PutObjectCommand({ Bucket: "ours", Key: "a", Body: "x" }));
  });

  it.each([
    ["without rules", "/closed/a", preflight, "AccessForbidden", "CORS is not enabled for this bucket"],
    ["that does not exist", "/none/a", preflight, "AccessForbidden", "Bucket not found"],
    ["without an origin", "/ours/a", {}, "BadRequest", "Origin request header needed"],
    ["of another origin", "/ours/a", { ...preflight, origin: "http://x" }, "AccessForbidden", "not allowed"],
    [
      "with another method",
      "/ours/a",
      { ...preflight, "access-control-request-method": "DELETE" },
      "AccessForbidden",
      "not allowed",
    ],
    [
      "with other headers",
      "/ours/a",
      { ...preflight, "access-control-request-headers": "x-amz-date, authorization" },
      "AccessForbidden",
      "not allowed",
    ],
  ])("and refuses a request %s", async (_what, path, headers, code, reason) => {
    const response = await ask(path, headers);
    const body = await response.text();
    expect([response.status, body.includes(`<Code>${code}</Code>`)]).toEqual([
      code === "BadRequest" ? 400 : 403,
      true,
    ]);
    expect(body).toContain(reason);
    expect(corsOf(response)).toEqual({});
  });

  it("and says what is allowed, before the call and with its answer", async () => {
    const response = await ask("/ours/a", {
      ...preflight,
      "access-control-request-headers": "X-Amz-Date,x-amz-content-sha256",
    });
    expect(response.status).toBe(200);
    const allowed = {
      "access-control-allow-origin": ORIGIN,
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET, PUT",
      "access-control-expose-headers": "ETag",
      "access-control-max-age": "3000",
    };
    expect(corsOf(response)).toEqual({
      ...allowed,
      "access-control-allow-headers": "x-amz-date, x-amz-content-sha256",
    });
    const object = await fetch(`${cloud.url}/ours/a`, { headers: { origin: ORIGIN } });
    expect([await object.text(), corsOf(object)]).toEqual(["x", allowed]);
    expect(object.headers.get("vary")).toContain("Origin");
    const missing = await fetch(`${cloud.url}/open/b`, { headers: { origin: ORIGIN } });
    expect([missing.status, corsOf(missing)]).toEqual([
      404,
      { "access-control-allow-origin": "*", "access-control-allow-methods": "GET" },
    ]);
    expect(corsOf(await fetch(`${cloud.url}/ours/a`))).toEqual({});
  });

  it("which are stored, read and deleted", async () => {
    const read = async (Bucket: string) => (await s3.send(new GetBucketCorsCommand({ Bucket }))).CORSRules;
    expect(await read("ours")).toMatchObject([{ ID: "uploads", MaxAgeSeconds: 3000 }]);
    await expect(read("closed")).rejects.toMatchObject({ name: "NoSuchCORSConfiguration" });
    await s3.send(new DeleteBucketCorsCommand({ Bucket: "open" }));
    await expect(read("open")).rejects.toMatchObject({ name: "NoSuchCORSConfiguration" });
    const put = (AllowedMethods: string[], AllowedOrigins: string[]) =>
      s3.send(
        new PutBucketCorsCommand({
          Bucket: "open",
          CORSConfiguration: { CORSRules: [{ AllowedMethods, AllowedOrigins }] },
        }),
      );
    await expect(put(["PATCH"], ["*"])).rejects.toThrow("Unsupported method is PATCH");
    await expect(put(["GET"], ["http://*.a.*"])).rejects.toThrow("more than one wildcard");
    await expect(put(["GET"], [])).rejects.toMatchObject({ name: "MalformedXML" });
  });
});
