import * as z from "zod/mini";
import { envelope } from "@tradewind/blueprint/areas/events";
import type { EventDefinition } from "@tradewind/blueprint/language/define";
import type { QueueDefinition } from "@tradewind/blueprint/language/resources";
import type { Context } from "@tradewind/commerce/platform/context";
import { batch } from "./consumer.ts";
import { contextOf, systemActor } from "./invocation.ts";
import { correlate, log } from "./log.ts";

/** An event as a subscriber receives it. */
export type Received<Event extends EventDefinition> =
  Event extends EventDefinition<infer Type, infer Data>
    ? { id: string; type: Type; time: string; data: z.output<Data> }
    : never;

/** The parts of EventBridge's message that a subscriber reads before it knows the schema. */
const onTheBus = z.object({ detail: z.looseObject({ type: z.string(), version: z.int() }) });

/**
 * A consumer of domain events, directly from a rule or through a topic with raw delivery. Events
 * arrive at least once and in any order. An unlisted type is an error, so that no event is lost
 * silently.
 */
export function subscriber<const Events extends readonly EventDefinition[]>(
  queue: QueueDefinition,
  events: Events,
  run: (ctx: Context, event: Received<Events[number]>) => Promise<void>,
) {
  const schemas = new Map(
    events.map((event) => [`${event.type}@${event.version}`, envelope(event.data())] as const),
  );
  return batch(queue, async (record) => {
    const { detail } = z.parse(onTheBus, JSON.parse(record.body));
    const schema = schemas.get(`${detail.type}@${detail.version}`);
    if (!schema)
      throw new Error(`${queue.name} does not know the event ${detail.type}, version ${detail.version}.`);
    const event = z.parse(schema, detail);
    const ctx = contextOf(systemActor(queue.consumer.name), event.correlationId, event.id);
    correlate(queue.consumer.name, ctx, { eventType: event.type });
    // The type chose the schema, so the event is one of the listed ones.
    await run(ctx, event as unknown as Received<Events[number]>);
    log.info(`${queue.consumer.name} handled ${event.type}`);
  });
}
