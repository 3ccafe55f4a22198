import { bus } from "@tradewind/blueprint/areas/events";
import type { Shop } from "@tradewind/dev";

const NAME = "BusTap";

/** Records all events that the shop's bus carries after this call. */
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
  /** Returns the ids of all recorded events. */
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
