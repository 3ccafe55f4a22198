import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type * as z from "zod/mini";
import { signalsBus } from "@tradewind/blueprint/ground/signals";
import type { EventDefinition } from "@tradewind/blueprint/language/define";
import { eventBridge } from "../platform/clients/event-bridge.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { resourceOf } from "../platform/resource-of.ts";
import { isoNow } from "../platform/time.ts";

/**
 * Publishes a signal. Unlike other events, it does not name its actor and its request: nobody can
 * find out from whom it came.
 * @throws unavailable
 */
export async function publishSignal<Data extends z.ZodMiniType>(
  ctx: Context,
  { type, version }: EventDefinition<string, Data>,
  data: z.output<Data>,
): Promise<void> {
  const signal = { id: ctx.ids.next("evt"), type, version, time: isoNow(ctx), data };
  const { FailedEntryCount } = await eventBridge.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: resourceOf(signalsBus).name,
          Source: signalsBus.source,
          DetailType: type,
          Detail: JSON.stringify(signal),
        },
      ],
    }),
  );
  if (FailedEntryCount) throw new DomainError("unavailable");
}
