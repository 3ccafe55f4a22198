import { bus } from "@tradewind/blueprint/areas/events";
import type { Shop } from "@tradewind/dev";

const NAME = "BusTap";

/** Listens to everything that comes over the shop's bus, from now on. */
export async function tapBus({ cloud }: Shop): Promise<() => Promise<Set<string>>> {
  const { arn, url } = await cloud.sqs.createQueue(NAME, { MessageRetentionPeriod: "1209600" });
  const { EventBuses } = (await cloud.call("events", "ListEventBuses", {})) as {
    EventBuses: { Name: string }[];
  };
  const EventBusName = EventBuses.find(({ Name }) => Name !== "default")?.Name;
  const pattern = { source: [bus.source] };
  await cloud.call("events", "PutRule", { Name: NAME, EventBusName, EventPattern: JSON.stringify(pattern) });
  await cloud.call("events", "PutTargets", { Rule: NAME, EventBusName, Targets: [{ Id: NAME, Arn: arn }] });

  const seen = new Set<string>();
  /** The ids of all events so far. */
  return async () => {
    for (;;) {
      const request = { QueueUrl: url, MaxNumberOfMessages: 10 };
      const { Messages = [] } = (await cloud.call("sqs", "ReceiveMessage", request)) as {
        Messages?: { Body: string; ReceiptHandle: string }[];
      };
      if (Messages.length === 0) return seen;
      for (const { Body, ReceiptHandle } of Messages) {
        seen.add((JSON.parse(Body) as { detail: { id: string } }).detail.id);
        await cloud.call("sqs", "DeleteMessage", { QueueUrl: url, ReceiptHandle });
      }
    }
  };
}
