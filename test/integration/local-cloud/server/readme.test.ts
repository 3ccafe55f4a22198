import { readFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { LocalCloud } from "../../../../packages/local-cloud/src/cloud.ts";
import { findOperation } from "../../../../packages/local-cloud/src/s3/operations.ts";
import { type AwsOperation, OPERATIONS } from "../malformed/support/operations.ts";
import { request } from "../malformed/support/requests.ts";

const SECTIONS: Record<string, string> = {
  dynamodb: "DynamoDB",
  sqs: "SQS",
  sns: "SNS",
  events: "EventBridge",
  pipes: "Pipes",
  scheduler: "Scheduler",
  states: "Step Functions",
  "cognito-idp": "Cognito user pools",
  kms: "KMS",
  s3: "S3",
  ses: "SES v2",
};

const readme = readFileSync("packages/local-cloud/README.md", "utf8");
const cloud = new LocalCloud();
afterAll(() => cloud.stop());

it.each(Object.entries(SECTIONS))("the README lists the actions of %s", async (service, title) => {
  const supported = [];
  for (const operation of OPERATIONS.filter((one) => one.service === service)) {
    if (await isSupported(operation)) supported.push(operation.name);
  }
  const section = readme.split(`- **${title}**: `)[1]?.split(/\n(?:-|\n)/, 1)[0] ?? "";
  expect((section.match(/\b[A-Z]\w+/g) ?? []).sort()).toEqual(supported.sort());
});

async function isSupported(operation: AwsOperation): Promise<boolean> {
  if (operation.service === "s3") return isSupportedByS3(operation);
  const body = operation.service === "sns" ? `Action=${operation.name}` : "{}";
  const answer = await cloud.handle(request(operation, body));
  const error = `${answer.headers["x-amzn-errortype"]} ${String(answer.body)}`;
  return !/UnknownOperationException|InvalidAction/.test(error);
}

/** S3 requests do not name their operation: some are told apart by a parameter or a header. */
function isSupportedByS3({ name, http, input }: AwsOperation): boolean {
  const [path = "/", fixed = ""] = http?.path.split("?") ?? [];
  const query = new URLSearchParams(fixed);
  query.delete("x-id");
  const has = (member: string) => input.kind === "structure" && input.members.has(member);
  if (has("UploadId")) query.set("uploadId", "1");
  const headers: Record<string, string> = has("CopySource") ? { "x-amz-copy-source": "bucket/key" } : {};
  const bucket = has("Bucket") ? "bucket" : "";
  return findOperation(http?.method ?? "", bucket, path === "/" ? "" : "key", query, headers)?.name === name;
}
