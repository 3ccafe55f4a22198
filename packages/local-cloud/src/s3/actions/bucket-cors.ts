import { children, childText, parseXml, type XmlElement } from "../../protocols/xml.ts";
import { emptyAnswer, xmlAnswer } from "../answers.ts";
import type { S3Action } from "../context.ts";
import type { CorsRule } from "../cors.ts";
import { s3Error } from "../errors.ts";

const METHODS = new Set(["GET", "PUT", "HEAD", "POST", "DELETE"]);
const MOST_RULES = 100;

export const getBucketCors: S3Action = ({ buckets }, { bucket }) => {
  const { cors } = buckets.get(bucket).record;
  if (!cors) throw s3Error("NoSuchCORSConfiguration", undefined, { BucketName: bucket });
  return xmlAnswer("CORSConfiguration", {
    CORSRule: cors.map((rule) => ({
      ID: rule.id,
      AllowedOrigin: rule.origins,
      AllowedMethod: rule.methods,
      AllowedHeader: rule.headers,
      ExposeHeader: rule.exposed,
      MaxAgeSeconds: rule.maxAgeSeconds,
    })),
  });
};

export const putBucketCors: S3Action = async ({ buckets, kernel }, { bucket: name, body }) => {
  const bucket = buckets.get(name);
  const cors = children(parseXml(body.toString("utf8")), "CORSRule").map(parseRule);
  if (cors.length === 0 || cors.length > MOST_RULES) throw s3Error("MalformedXML");
  buckets.save(bucket, { ...bucket.record, cors });
  await kernel.store.durable();
  return emptyAnswer(200);
};

export const deleteBucketCors: S3Action = async ({ buckets, kernel }, { bucket: name }) => {
  const bucket = buckets.get(name);
  const { cors: _deleted, ...record } = bucket.record;
  buckets.save(bucket, record);
  await kernel.store.durable();
  return emptyAnswer(204);
};

function parseRule(element: XmlElement): CorsRule {
  const texts = (name: string) => children(element, name).map(({ text }) => text.trim());
  const [origins, methods, headers] = [
    texts("AllowedOrigin"),
    texts("AllowedMethod"),
    texts("AllowedHeader"),
  ];
  if (origins.length === 0 || methods.length === 0) throw s3Error("MalformedXML");
  const unsupported = methods.find((method) => !METHODS.has(method));
  if (unsupported !== undefined) {
    throw s3Error(
      "InvalidRequest",
      `Found unsupported HTTP method in CORS config. Unsupported method is ${unsupported}`,
    );
  }
  const wild = [...origins, ...headers].find((pattern) => pattern.split("*").length > 2);
  if (wild !== undefined) {
    throw s3Error("InvalidRequest", `"${wild}" can not have more than one wildcard.`);
  }
  const id = childText(element, "ID");
  const maxAge = childText(element, "MaxAgeSeconds");
  if (maxAge !== undefined && !/^\d{1,10}$/.test(maxAge)) throw s3Error("MalformedXML");
  return {
    ...(id !== undefined && { id }),
    origins,
    methods,
    headers,
    exposed: texts("ExposeHeader"),
    ...(maxAge !== undefined && { maxAgeSeconds: Number(maxAge) }),
  };
}
