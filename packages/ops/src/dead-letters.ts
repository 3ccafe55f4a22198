/** Commands for dead letters: messages that failed as often as their queue allows. */
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
import { forMerchants } from "@tradewind/blueprint/areas/events";
import { deadLetterName, deadLetterSourcesOf } from "@tradewind/blueprint/derived/dead-letters";
import { type Command, Refused, table } from "./command.ts";
import { linkOf, namePrefix } from "./connect.ts";

const sqs = new SQSClient({});
const events = new EventBridgeClient({});

/** Every resource that has a dead-letter queue. */
const SOURCES = deadLetterSourcesOf(blueprint);
const MOST_AT_ONCE = 10;
/** `dlq show` leaves the messages visible. */
const PEEK_SECONDS = 0;
/** Time to put an event on the bus and delete its message. */
const WORK_SECONDS = 60;

interface DeadLetters {
  name: string;
  url: string;
  kind: (typeof SOURCES)[number]["kind"];
}

async function listDeadLetters(): Promise<DeadLetters[]> {
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

async function findDeadLetters(wanted: string | undefined): Promise<DeadLetters> {
  const known = await listDeadLetters();
  const found = known.find(({ name }) => name === wanted);
  if (found) return found;
  throw new Refused(`Name one of: ${known.map(({ name }) => name).join(", ")}.`);
}

async function attributesOf(QueueUrl: string): Promise<{ waiting: number; arn: string }> {
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
  about: "counts the dead letters of each queue, rule, pipe and schedule",
  async run(_args, say) {
    const counts = await Promise.all(
      (await listDeadLetters()).map(async ({ name, kind, url }) => ({
        name,
        kind,
        ...(await attributesOf(url)),
      })),
    );
    const rows = counts.map(({ name, kind, waiting }) => [name, kind, String(waiting)]);
    for (const line of table([["name", "kind", "messages"], ...rows])) say(line);
    return counts.some(({ waiting }) => waiting > 0) ? 1 : 0;
  },
};

const show: Command = {
  usage: "dlq show NAME",
  about: `shows up to ${MOST_AT_ONCE} dead letters of NAME and leaves them there`,
  async run([name], say) {
    const { url } = await findDeadLetters(name);
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
  about: "sends the dead letters of NAME to their target again",
  async run([name], say) {
    const letters = await findDeadLetters(name);
    const { waiting, arn } = await attributesOf(letters.url);
    if (waiting === 0) say(`${letters.name} has no dead letters.`);
    else if (letters.kind === "queue") {
      await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn }));
      say(`SQS is moving ${waiting} messages back to ${letters.name}.`);
    } else if (letters.kind === "rule") say(`${await republish(letters.url)} events were published again.`);
    else
      throw new Refused(
        `A ${letters.kind} has no redrive. Read "dlq show ${letters.name}" and do its work by hand.`,
      );
    return 0;
  },
};

/**
 * Publishes a rule's dead letters again: each holds the event that was not delivered. Consumers
 * that have handled the event recognise its id and skip it.
 */
async function republish(QueueUrl: string): Promise<number> {
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
          // The function behind the webhooks knows which merchants ask for it.
          Detail: JSON.stringify({ ...event, ...forMerchants }),
        },
      ],
    }),
  );
  if (FailedEntryCount) throw new Error(`The bus refused ${event.type}.`);
}

export const deadLetterCommands = [list, show, redrive];
