import { mapEntries, optionalText, type Parameters, textMap } from "../../protocols/query.ts";
import type { XmlContent } from "../../protocols/xml.ts";
import type { SnsContext } from "../context.ts";
import { readTags, readTopicArn } from "../input.ts";
import { page } from "../paging.ts";
import { showTopic } from "../state/topics.ts";

export async function createTopic(
  { topics, kernel }: SnsContext,
  parameters: Parameters,
): Promise<XmlContent> {
  const topic = topics.create(
    optionalText(parameters, "Name") ?? "",
    textMap(parameters, "Attributes"),
    readTags(parameters),
  );
  await kernel.store.durable();
  return { TopicArn: topic.arn };
}

export async function deleteTopic(
  { topics, kernel }: SnsContext,
  parameters: Parameters,
): Promise<XmlContent> {
  topics.delete(readTopicArn(parameters));
  await kernel.store.durable();
  return undefined;
}

export function listTopics({ topics }: SnsContext, parameters: Parameters): XmlContent {
  const { members, NextToken } = page(topics.all(), parameters, (topic) => topic.arn);
  return { Topics: { member: members.map(({ arn }) => ({ TopicArn: arn })) }, NextToken };
}

export function getTopicAttributes({ topics }: SnsContext, parameters: Parameters): XmlContent {
  return { Attributes: mapEntries(showTopic(topics.get(readTopicArn(parameters)))) };
}

export async function setTopicAttributes(
  { topics, kernel }: SnsContext,
  parameters: Parameters,
): Promise<XmlContent> {
  const topic = topics.get(readTopicArn(parameters));
  const name = optionalText(parameters, "AttributeName") ?? "";
  topics.setAttribute(topic, name, optionalText(parameters, "AttributeValue") ?? "");
  await kernel.store.durable();
  return undefined;
}
