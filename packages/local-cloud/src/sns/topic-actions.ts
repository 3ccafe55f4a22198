import type { XmlContent } from "../protocols/xml.ts";
import { invalidParameter } from "./errors.ts";
import { optionalText, type Parameters, structures, textMap, texts } from "../protocols/query.ts";
import type { SnsContext } from "./context.ts";
import { page } from "./page.ts";
import { showTopic } from "./topics.ts";

function topicArn(parameters: Parameters): string {
  const arn = optionalText(parameters, "TopicArn") ?? optionalText(parameters, "ResourceArn");
  if (!arn) throw invalidParameter("TopicArn");
  return arn;
}

export async function createTopic(
  { topics, kernel }: SnsContext,
  parameters: Parameters,
): Promise<XmlContent> {
  const topic = topics.create(
    optionalText(parameters, "Name") ?? "",
    textMap(parameters, "Attributes"),
    tags(parameters),
  );
  await kernel.store.durable();
  return { TopicArn: topic.arn };
}

export async function deleteTopic(
  { topics, kernel }: SnsContext,
  parameters: Parameters,
): Promise<XmlContent> {
  topics.delete(topicArn(parameters));
  await kernel.store.durable();
  return undefined;
}

export function listTopics({ topics }: SnsContext, parameters: Parameters): XmlContent {
  const { members, NextToken } = page(topics.all(), parameters, (topic) => topic.arn);
  return { Topics: { member: members.map(({ arn }) => ({ TopicArn: arn })) }, NextToken };
}

export function getTopicAttributes({ topics }: SnsContext, parameters: Parameters): XmlContent {
  return { Attributes: entries(showTopic(topics.get(topicArn(parameters)))) };
}

export async function setTopicAttributes(
  { topics, kernel }: SnsContext,
  parameters: Parameters,
): Promise<XmlContent> {
  const topic = topics.get(topicArn(parameters));
  const name = optionalText(parameters, "AttributeName") ?? "";
  topics.setAttribute(topic, name, optionalText(parameters, "AttributeValue") ?? "");
  await kernel.store.durable();
  return undefined;
}

export function listTagsForResource({ topics }: SnsContext, parameters: Parameters): XmlContent {
  const { record } = topics.get(topicArn(parameters));
  return { Tags: { member: Object.entries(record.tags).map(([Key, Value]) => ({ Key, Value })) } };
}

export async function tagResource(
  { topics, kernel }: SnsContext,
  parameters: Parameters,
): Promise<XmlContent> {
  const topic = topics.get(topicArn(parameters));
  topics.save(topic, { ...topic.record, tags: { ...topic.record.tags, ...tags(parameters) } });
  await kernel.store.durable();
  return {};
}

export async function untagResource(
  { topics, kernel }: SnsContext,
  parameters: Parameters,
): Promise<XmlContent> {
  const topic = topics.get(topicArn(parameters));
  const gone = new Set(texts(parameters, "TagKeys"));
  const kept = Object.entries(topic.record.tags).filter(([key]) => !gone.has(key));
  topics.save(topic, { ...topic.record, tags: Object.fromEntries(kept) });
  await kernel.store.durable();
  return {};
}

function tags(parameters: Parameters): Record<string, string> {
  return Object.fromEntries(
    structures(parameters, "Tags").map((tag) => [
      optionalText(tag, "Key") ?? "",
      optionalText(tag, "Value") ?? "",
    ]),
  );
}

/** A map of strings as the query protocol answers it. */
export function entries(attributes: Record<string, string>): XmlContent {
  return { entry: Object.entries(attributes).map(([key, value]) => ({ key, value })) };
}
