/** Messages that failed as often as their queue allows. */
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  paginateListQueues,
  ReceiveMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { blueprint } from "@tradewind/blueprint";
import { deadLetterName, deadLetterSourcesOf } from "@tradewind/blueprint/derived/dead-letters";
import { type Command, Refused, table } from "./command.ts";
import { linkOf, namePrefix } from "./connect.ts";

const sqs = new SQSClient({});
const events = new EventBridgeClient({});

/** What has dead letters, by the name in the blueprint. */
const SOURCES = deadLetterSourcesOf(blueprint);
const MOST_AT_ONCE = 10;
/** A message that is looked at is back at once. */
const PEEK_SECONDS = 0;
/** Time to put an event on the bus and delete its message. */
const WORK_SECONDS = 60;

interface DeadLetters {
  name: string;
  url: string;
  kind: (typeof SOURCES)[number]["kind"];
}

async function all(): Promise<DeadLetters[]> {
  const urls: string[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues(
    { client: sqs },
    { QueueNamePrefix: namePrefix() },
  ))
    urls.push(...QueueUrls);
  return SOURCES.flatMap(({ name, kind }) => {
    const url = urls.find((one) =>
      new RegExp(`(^|-)${deadLetterName(name)}(-|Queue|$)`).test(one.split("/").at(-1) ?? ""),
    );
    return url ? [{ name, url, kind }] : [];
  });
}

async function named(wanted: string | undefined): Promise<DeadLetters> {
  const known = await all();
  const found = known.find(({ name }) => name === wanted);
  if (found) return found;
  throw new Refused(`Name one of: ${known.map(({ name }) => name).join(", ")}.`);
}

async function attributes(QueueUrl: string): Promise<{ waiting: number; arn: string }> {
  const answer = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "QueueArn"],
    }),
  );
  const found: Record<string, string> = answer.Attributes ?? {};
  const count = (name: string) => Number(found[name] ?? 0);
  const waiting = count("ApproximateNumberOfMessages") + count("ApproximateNumberOfMessagesNotVisible");
  return { waiting, arn: found["QueueArn"] ?? "" };
}

async function receive(QueueUrl: string, VisibilityTimeout: number): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: MOST_AT_ONCE,
      VisibilityTimeout,
      MessageSystemAttributeNames: ["SentTimestamp", "ApproximateReceiveCount"],
      MessageAttributeNames: ["All"],
    }),
  );
  return Messages;
}

const list: Command = {
  usage: "dlq list",
  about: "how many messages have failed for good, by where they were going",
  async run(_args, say) {
    const counts = await Promise.all(
      (await all()).map(async ({ name, kind, url }) => ({ name, kind, ...(await attributes(url)) })),
    );
    const rows = counts.map(({ name, kind, waiting }) => [name, kind, String(waiting)]);
    for (const line of table([["name", "kind", "messages"], ...rows])) say(line);
    return counts.some(({ waiting }) => waiting > 0) ? 1 : 0;
  },
};

const show: Command = {
  usage: "dlq show NAME",
  about: `up to ${MOST_AT_ONCE} of its messages, which stay where they are`,
  async run([name], say) {
    const { url } = await named(name);
    for (const message of await receive(url, PEEK_SECONDS)) {
      const sent = new Date(Number(message.Attributes?.SentTimestamp)).toISOString();
      const correlation = message.MessageAttributes?.["correlationId"]?.StringValue;
      say([sent, message.MessageId, ...(correlation ? [`correlation ${correlation}`] : [])].join("  "));
      say(`  ${message.Body ?? ""}`);
    }
    return 0;
  },
};

const redrive: Command = {
  usage: "dlq redrive NAME",
  about: "sends its messages to where they were going, once more",
  async run([name], say) {
    const letters = await named(name);
    const { waiting, arn } = await attributes(letters.url);
    if (waiting === 0) say(`${letters.name} has no dead letters.`);
    else if (letters.kind === "queue") {
      await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn }));
      say(`${waiting} messages are on their way back to ${letters.name}.`);
    } else if (letters.kind === "rule")
      say(`${await backOnTheBus(letters.url)} events were published again.`);
    else throw new Refused(`${letters.name} is a ${letters.kind}: what it should have done is done by hand.`);
    return 0;
  },
};

/** What a rule could not deliver is the event itself. Its other consumers know it by its id and let it pass. */
async function backOnTheBus(QueueUrl: string): Promise<number> {
  let published = 0;
  for (;;) {
    const messages = await receive(QueueUrl, WORK_SECONDS);
    if (messages.length === 0) return published;
    for (const { Body = "", ReceiptHandle } of messages) {
      await publish((JSON.parse(Body) as { detail: BusEvent }).detail);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      published += 1;
    }
  }
}

interface BusEvent {
  type: string;
  time: string;
}

export async function publish(event: BusEvent): Promise<void> {
  const { FailedEntryCount } = await events.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: linkOf<"bus">(blueprint.buses[0]?.name ?? "").name,
          Source: "tradewind",
          DetailType: event.type,
          Time: new Date(event.time),
          Detail: JSON.stringify(event),
        },
      ],
    }),
  );
  if (FailedEntryCount) throw new Error(`The bus refused ${event.type}.`);
}

export const deadLetterCommands = [list, show, redrive];
