import { parseArn } from "../../kernel/arn.ts";
import { mapEntries, optionalText, type Parameters, textMap } from "../../protocols/query.ts";
import type { XmlContent } from "../../protocols/xml.ts";
import type { SnsContext } from "../context.ts";
import { invalidParameter, notFound } from "../errors.ts";
import { page } from "../paging.ts";
import type { SubscriptionRecord } from "../state/topics.ts";

export async function subscribe({ topics, kernel }: SnsContext, parameters: Parameters): Promise<XmlContent> {
  const topic = topics.get(optionalText(parameters, "TopicArn") ?? "");
  const protocol = optionalText(parameters, "Protocol");
  const endpoint = optionalText(parameters, "Endpoint") ?? "";
  if (protocol !== "sqs" && protocol !== "lambda") {
    throw invalidParameter(
      `Protocol Reason: the local cloud delivers to sqs and lambda only, not to ${protocol}`,
    );
  }
  if (!isEndpoint(endpoint, protocol)) throw invalidParameter(`${protocol.toUpperCase()} endpoint ARN`);
  if (endpoint.endsWith(".fifo") && !topic.record.fifo) {
    throw invalidParameter("Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics");
  }
  let record: SubscriptionRecord = {
    arn: `${topic.arn}:${kernel.random.uuid()}`,
    topicArn: topic.arn,
    protocol,
    endpoint,
    raw: false,
    filterScope: "MessageAttributes",
  };
  for (const [name, value] of Object.entries(textMap(parameters, "Attributes"))) {
    record = withAttribute(record, name, value);
  }
  const existing = [...topic.subscriptions.values()].find(
    (one) => one.record.protocol === protocol && one.record.endpoint === endpoint,
  );
  if (existing) {
    if (JSON.stringify(existing.record) !== JSON.stringify({ ...record, arn: existing.record.arn })) {
      throw invalidParameter("Attributes Reason: Subscription already exists with different attributes");
    }
    return { SubscriptionArn: existing.record.arn };
  }
  topics.saveSubscription(record);
  await kernel.store.durable();
  return { SubscriptionArn: record.arn };
}

export async function unsubscribe(
  { topics, kernel }: SnsContext,
  parameters: Parameters,
): Promise<XmlContent> {
  topics.unsubscribe(subscriptionArn(parameters));
  await kernel.store.durable();
  return undefined;
}

export function listSubscriptions({ topics, kernel }: SnsContext, parameters: Parameters): XmlContent {
  return list(
    topics.allSubscriptions().map(({ record }) => record),
    parameters,
    kernel.account,
  );
}

export function listSubscriptionsByTopic({ topics, kernel }: SnsContext, parameters: Parameters): XmlContent {
  const topic = topics.get(optionalText(parameters, "TopicArn") ?? "");
  return list(
    [...topic.subscriptions.values()].map(({ record }) => record),
    parameters,
    kernel.account,
  );
}

export function getSubscriptionAttributes(
  { topics, kernel }: SnsContext,
  parameters: Parameters,
): XmlContent {
  const { record } = topics.findSubscription(subscriptionArn(parameters)) ?? missing();
  const attributes: Record<string, string> = {
    SubscriptionArn: record.arn,
    TopicArn: record.topicArn,
    Protocol: record.protocol,
    Endpoint: record.endpoint,
    Owner: kernel.account,
    PendingConfirmation: "false",
    ConfirmationWasAuthenticated: "true",
    RawMessageDelivery: String(record.raw),
  };
  if (record.filterPolicy !== undefined) {
    attributes["FilterPolicy"] = record.filterPolicy;
    attributes["FilterPolicyScope"] = record.filterScope;
  }
  if (record.deadLetterTargetArn !== undefined) {
    attributes["RedrivePolicy"] = JSON.stringify({ deadLetterTargetArn: record.deadLetterTargetArn });
  }
  return { Attributes: mapEntries(attributes) };
}

export async function setSubscriptionAttributes(
  { topics, kernel }: SnsContext,
  parameters: Parameters,
): Promise<XmlContent> {
  const { record } = topics.findSubscription(subscriptionArn(parameters)) ?? missing();
  const name = optionalText(parameters, "AttributeName") ?? "";
  topics.saveSubscription(withAttribute(record, name, optionalText(parameters, "AttributeValue") ?? ""));
  await kernel.store.durable();
  return undefined;
}

function withAttribute(record: SubscriptionRecord, name: string, value: string): SubscriptionRecord {
  switch (name) {
    case "RawMessageDelivery":
      if (record.protocol !== "sqs" && value === "true") {
        throw invalidParameter(
          `Attributes Reason: Delivery protocol [${record.protocol}] does not support raw message delivery.`,
        );
      }
      return { ...record, raw: value.toLowerCase() === "true" };
    case "FilterPolicy": {
      const { filterPolicy: _removed, ...rest } = record;
      return value === "" || value === "{}" ? rest : { ...rest, filterPolicy: value };
    }
    case "FilterPolicyScope":
      if (value !== "MessageAttributes" && value !== "MessageBody")
        throw invalidParameter("FilterPolicyScope");
      return { ...record, filterScope: value };
    case "RedrivePolicy": {
      const { deadLetterTargetArn: _removed, ...rest } = record;
      return value === "" ? rest : { ...rest, deadLetterTargetArn: parseRedrivePolicy(value) };
    }
    default:
      throw invalidParameter("AttributeName");
  }
}

function parseRedrivePolicy(value: string): string {
  try {
    const { deadLetterTargetArn } = JSON.parse(value) as { deadLetterTargetArn?: unknown };
    if (typeof deadLetterTargetArn === "string" && isEndpoint(deadLetterTargetArn, "sqs"))
      return deadLetterTargetArn;
  } catch {
    // Refused below, like everything else that is not a policy.
  }
  throw invalidParameter("RedrivePolicy: deadLetterTargetArn is an invalid arn");
}

function isEndpoint(arn: string, service: string): boolean {
  return arn.startsWith("arn:") && arn.split(":").length >= 6 && parseArn(arn).service === service;
}

function subscriptionArn(parameters: Parameters): string {
  const arn = optionalText(parameters, "SubscriptionArn");
  if (!arn) throw invalidParameter("SubscriptionArn");
  return arn;
}

function missing(): never {
  throw notFound("Subscription");
}

function list(records: SubscriptionRecord[], parameters: Parameters, Owner: string): XmlContent {
  const { members, NextToken } = page(records, parameters, ({ arn }) => arn);
  const member = members.map(({ arn, topicArn, protocol, endpoint }) => ({
    SubscriptionArn: arn,
    Owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  }));
  return { Subscriptions: { member }, NextToken };
}
