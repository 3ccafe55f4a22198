import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { LocalCloud } from "@tradewind/local-cloud";

export const ITEMS = "Items";
export const INBOX = "Inbox";
export const EVENTS = "Events";
/** This queue receives every event of the bus. */
const DELIVERED = "Delivered";
export const TRANSACTION_ITEMS = 3;

export const keyOf = (pk: string, sk: number) => ({ pk: { S: pk }, sk: { N: String(sk) } });

/** Makes the writer's table, bus and queues, unless they exist. */
export async function setUp(cloud: LocalCloud): Promise<void> {
  const { TableNames } = (await cloud.call("dynamodb", "ListTables", {})) as { TableNames: string[] };
  if (!TableNames.includes(ITEMS)) {
    await cloud.call("dynamodb", "CreateTable", {
      TableName: ITEMS,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    });
    await cloud.call("events", "CreateEventBus", { Name: EVENTS });
  }
  await cloud.sqs.createQueue(INBOX, {});
  const { arn } = await cloud.sqs.createQueue(DELIVERED, {});
  const rule = { Name: "All", EventBusName: EVENTS, EventPattern: JSON.stringify({ source: ["soak"] }) };
  await cloud.call("events", "PutRule", rule);
  await cloud.call("events", "PutTargets", {
    Rule: "All",
    EventBusName: EVENTS,
    Targets: [{ Id: "queue", Arn: arn }],
  });
}

/** Larger than the number of writes that a writer has in flight. */
const ID_GAP = 100;

type Stored = Record<string, AttributeValue>;

/** Records the acknowledged writes and compares them with the contents of the data folder. */
export class Ledger {
  readonly #items = new Set<string>();
  readonly #transactions = new Set<string>();
  /** A check removes messages and events from their queues, so each is checked only once. */
  #messages = new Set<string>();
  #events = new Set<string>();
  acknowledgements = 0;
  /** Greater than the id of every write until now, acknowledged or not. */
  nextId = 0;

  /** Records a line of the writer's output. */
  note(line: string): void {
    const [kind, id = ""] = line.split(" ");
    const known = {
      item: this.#items,
      transaction: this.#transactions,
      message: this.#messages,
      event: this.#events,
    };
    const ids = known[kind as keyof typeof known];
    if (!ids) throw new Error(`Unexpected output of the writer: ${line}`);
    ids.add(id);
    this.nextId = Math.max(this.nextId, Number(id) + ID_GAP);
    this.acknowledgements += 1;
  }

  /** Opens the folder after the kill and returns one sentence for each lost or incomplete write. */
  async check(data: string): Promise<string[]> {
    const cloud = new LocalCloud({ data });
    try {
      cloud.resume();
      await cloud.kernel.activity.idle();
      const found = await this.#checkItems(cloud);
      const [messages, events] = [await takeAll(cloud, INBOX), await takeAll(cloud, DELIVERED)];
      const delivered = new Set(
        events.map((body) => (JSON.parse(body) as { detail: { id: string } }).detail.id),
      );
      found.push(
        ...missingWrites("message", this.#messages, new Set(messages)),
        ...missingWrites("event", this.#events, delivered),
      );
      this.#messages = new Set();
      this.#events = new Set();
      return found;
    } finally {
      await cloud.stop();
    }
  }

  async #checkItems(cloud: LocalCloud): Promise<string[]> {
    const items = new Set<string>();
    const parts = new Map<string, number>();
    let start: object | undefined;
    do {
      const input = { TableName: ITEMS, ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) };
      const page = (await cloud.call("dynamodb", "Scan", input)) as {
        Items: Stored[];
        LastEvaluatedKey?: object;
      };
      for (const { id, transaction } of page.Items) {
        if (id?.S !== undefined) items.add(id.S);
        const whole = transaction?.S;
        if (whole !== undefined) parts.set(whole, (parts.get(whole) ?? 0) + 1);
      }
      start = page.LastEvaluatedKey;
    } while (start);
    const halves = [...parts].filter(([, count]) => count !== TRANSACTION_ITEMS);
    return [
      ...missingWrites("item", this.#items, items),
      ...missingWrites("transaction", this.#transactions, new Set(parts.keys())),
      ...halves.map(([id, count]) => `transaction ${id} has ${count} of ${TRANSACTION_ITEMS} items`),
    ];
  }
}

function missingWrites(kind: string, wanted: ReadonlySet<string>, there: ReadonlySet<string>): string[] {
  return [...wanted].filter((id) => !there.has(id)).map((id) => `${kind} ${id} was acknowledged and is lost`);
}

/** Receives and deletes every message of a queue. */
async function takeAll(cloud: LocalCloud, QueueName: string): Promise<string[]> {
  const { QueueUrl } = await cloud.call("sqs", "GetQueueUrl", { QueueName });
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = (await cloud.call("sqs", "ReceiveMessage", {
      QueueUrl,
      MaxNumberOfMessages: 10,
    })) as {
      Messages?: { Body: string; ReceiptHandle: string }[];
    };
    if (Messages.length === 0) return bodies;
    for (const { Body, ReceiptHandle } of Messages) {
      bodies.push(Body);
      await cloud.call("sqs", "DeleteMessage", { QueueUrl, ReceiptHandle });
    }
  }
}
