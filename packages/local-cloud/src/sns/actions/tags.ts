import { type Parameters, texts } from "../../protocols/query.ts";
import type { XmlContent } from "../../protocols/xml.ts";
import type { SnsContext } from "../context.ts";
import { readTags, readTopicArn } from "../input.ts";

export function listTagsForResource({ topics }: SnsContext, parameters: Parameters): XmlContent {
  const { record } = topics.get(readTopicArn(parameters));
  return { Tags: { member: Object.entries(record.tags).map(([Key, Value]) => ({ Key, Value })) } };
}

export async function tagResource(
  { topics, kernel }: SnsContext,
  parameters: Parameters,
): Promise<XmlContent> {
  const topic = topics.get(readTopicArn(parameters));
  topics.save(topic, { ...topic.record, tags: { ...topic.record.tags, ...readTags(parameters) } });
  await kernel.store.durable();
  return {};
}

export async function untagResource(
  { topics, kernel }: SnsContext,
  parameters: Parameters,
): Promise<XmlContent> {
  const topic = topics.get(readTopicArn(parameters));
  const gone = new Set(texts(parameters, "TagKeys"));
  const kept = Object.entries(topic.record.tags).filter(([key]) => !gone.has(key));
  topics.save(topic, { ...topic.record, tags: Object.fromEntries(kept) });
  await kernel.store.durable();
  return {};
}
