import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  InvalidParameterException,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  NotFoundException,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  TagResourceCommand,
  UnsubscribeCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-sns";
import { beforeEach, describe, expect, it } from "vitest";
import { startSns } from "./support.ts";

let cloud: ReturnType<typeof startSns>;
beforeEach(() => {
  cloud = startSns();
});

const create = async (Name: string, Attributes?: Record<string, string>) => {
  const { TopicArn } = await cloud.client.send(new CreateTopicCommand({ Name, Attributes }));
  return TopicArn ?? "";
};
const subscribe = async (TopicArn: string, Endpoint: string, Attributes?: Record<string, string>) => {
  const command = new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint, Attributes });
  return (await cloud.client.send(command)).SubscriptionArn ?? "";
};

describe("SNS topics", () => {
  it("are created once, shown, changed and deleted", async () => {
    const arn = await create("alerts", { DisplayName: "Alerts & more" });
    expect(arn).toBe("arn:aws:sns:us-east-1:000000000000:alerts");
    expect(await create("alerts")).toBe(arn);
    await expect(create("alerts", { DisplayName: "Other" })).rejects.toBeInstanceOf(
      InvalidParameterException,
    );
    await cloud.client.send(
      new SetTopicAttributesCommand({ TopicArn: arn, AttributeName: "DisplayName", AttributeValue: "<b>" }),
    );
    const { Attributes } = await cloud.client.send(new GetTopicAttributesCommand({ TopicArn: arn }));
    expect(Attributes).toMatchObject({ TopicArn: arn, DisplayName: "<b>", SubscriptionsConfirmed: "0" });
    await cloud.client.send(new DeleteTopicCommand({ TopicArn: arn }));
    await cloud.client.send(new DeleteTopicCommand({ TopicArn: arn }));
    const shown = cloud.client.send(new GetTopicAttributesCommand({ TopicArn: arn }));
    await expect(shown).rejects.toBeInstanceOf(NotFoundException);
  });

  it("are listed in pages of a hundred", async () => {
    for (let i = 0; i < 101; i += 1) await create(`t${i}`);
    const first = await cloud.client.send(new ListTopicsCommand({}));
    const second = await cloud.client.send(new ListTopicsCommand({ NextToken: first.NextToken }));
    expect([first.Topics?.length, second.Topics?.length, second.NextToken]).toEqual([100, 1, undefined]);
  });

  it("carry tags", async () => {
    const ResourceArn = await create("alerts");
    const Tags = [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ];
    await cloud.client.send(new TagResourceCommand({ ResourceArn, Tags }));
    await cloud.client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["a"] }));
    const listed = await cloud.client.send(new ListTagsForResourceCommand({ ResourceArn }));
    expect(listed.Tags).toEqual([{ Key: "b", Value: "2" }]);
  });

  it("refuse bad names and attributes", async () => {
    await expect(create("no spaces")).rejects.toBeInstanceOf(InvalidParameterException);
    await expect(create("a", { Nonsense: "1" })).rejects.toBeInstanceOf(InvalidParameterException);
    await expect(create("plain", { FifoTopic: "true" })).rejects.toBeInstanceOf(InvalidParameterException);
  });
});

describe("SNS subscriptions", () => {
  it("exist once for each endpoint, are listed and removed", async () => {
    const topic = await create("alerts");
    const { arn: queue } = await cloud.sqs.createQueue("q");
    const arn = await subscribe(topic, queue);
    expect(await subscribe(topic, queue)).toBe(arn);
    await expect(subscribe(topic, queue, { RawMessageDelivery: "true" })).rejects.toBeInstanceOf(
      InvalidParameterException,
    );
    const expected = [
      { SubscriptionArn: arn, Owner: "000000000000", Protocol: "sqs", Endpoint: queue, TopicArn: topic },
    ];
    expect((await cloud.client.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual(expected);
    const byTopic = await cloud.client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }));
    expect(byTopic.Subscriptions).toEqual(expected);
    await cloud.client.send(new UnsubscribeCommand({ SubscriptionArn: arn }));
    const gone = cloud.client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }));
    await expect(gone).rejects.toBeInstanceOf(NotFoundException);
  });

  it("show and change their attributes", async () => {
    const topic = await create("alerts");
    const { arn: queue } = await cloud.sqs.createQueue("q");
    const SubscriptionArn = await subscribe(topic, queue, {
      FilterPolicyScope: "MessageBody",
      FilterPolicy: '{"a":["b"]}',
    });
    const set = (AttributeName: string, AttributeValue: string) =>
      cloud.client.send(
        new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }),
      );
    await set("RawMessageDelivery", "true");
    await set("RedrivePolicy", JSON.stringify({ deadLetterTargetArn: queue }));
    const { Attributes } = await cloud.client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes).toMatchObject({
      RawMessageDelivery: "true",
      FilterPolicy: '{"a":["b"]}',
      FilterPolicyScope: "MessageBody",
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queue }),
    });
    for (const policy of [
      '{"a":"b"}',
      '{"a":[]}',
      "nonsense",
      '{"a":[{"like":"x"}]}',
      '{"a":[{"numeric":["~",1]}]}',
    ]) {
      await expect(set("FilterPolicy", policy)).rejects.toBeInstanceOf(InvalidParameterException);
    }
  });

  it("refuse protocols that have no local counterpart", async () => {
    const topic = await create("alerts");
    const command = new SubscribeCommand({ TopicArn: topic, Protocol: "email", Endpoint: "a@example.com" });
    await expect(cloud.client.send(command)).rejects.toBeInstanceOf(InvalidParameterException);
    await expect(subscribe(topic, "nonsense")).rejects.toBeInstanceOf(InvalidParameterException);
    await expect(subscribe(`${topic}-2`, "arn:aws:sqs:us-east-1:0:q")).rejects.toBeInstanceOf(
      NotFoundException,
    );
  });
});

it("answers malformed requests with AWS errors", async () => {
  const call = async (body: string) => {
    const answer = await cloud.sns.service.handle({
      method: "POST",
      path: "/",
      query: new URLSearchParams(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: Buffer.from(body),
    });
    return [answer.status, /<Code>(\w+)/.exec(String(answer.body))?.[1]];
  };
  expect(await call("Action=Nonsense")).toEqual([400, "InvalidAction"]);
  expect(await call("\u0000=%%%")).toEqual([400, "InvalidAction"]);
  expect(await call("Action=Publish&TopicArn.a=b")).toEqual([400, "MalformedQueryString"]);
  expect(await call(`Action=Publish&${"a.".repeat(40)}=1`)).toEqual([400, "MalformedQueryString"]);
  expect(await call("Action=CreateTopic&__proto__.x=1")).toEqual([400, "InvalidParameter"]);
});
