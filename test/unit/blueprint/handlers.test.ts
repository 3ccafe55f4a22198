import { globSync } from "node:fs";
import { join } from "node:path";
import type { Context, SQSEvent } from "aws-lambda";
import { beforeAll, expect, it } from "vitest";
import { blueprint } from "@tradewind/blueprint";
import { functionsOf } from "@tradewind/blueprint/derived/functions";
import type { QueueDefinition } from "@tradewind/blueprint/language/resources";
import { handlerPath } from "@tradewind/bundles/handler-path";
import { log } from "@tradewind/lambda-kit";
import { captureLogs } from "../../support/logs.ts";

const moduleOf = ({ handler }: { handler: string }) => handlerPath(handler).module;

it("each module of functions/ is the handler of a function, so that none is forgotten in a list", () => {
  const named = new Set([...functionsOf(blueprint), ...blueprint.edgeFunctions].map(moduleOf));
  expect(globSync("functions/**/*.ts").filter((module) => !named.has(module))).toEqual([]);
});

/** The types of the events that rules send to a queue, directly or through a topic. */
const sentTo = (queue: QueueDefinition) =>
  blueprint.rules
    .filter(
      ({ target }) => target === queue || (target.kind === "topic" && target.subscribers.includes(queue)),
    )
    .flatMap(({ events }) => events.map(({ type }) => type));

/** The types of the events that a queue's consumer knows: of others it logs that it does not. */
async function knownTo({ consumer }: QueueDefinition): Promise<string[]> {
  const { handler } = (await import(join(process.cwd(), moduleOf(consumer)))) as {
    handler: (event: SQSEvent, context: Context) => Promise<unknown>;
  };
  const known: string[] = [];
  for (const { type, version } of blueprint.events) {
    const logs = captureLogs();
    const body = JSON.stringify({ detail: { type, version } });
    await handler({ Records: [{ messageId: "1", body }] } as SQSEvent, {} as Context);
    logs.stop();
    expect(logs.lines).toHaveLength(1);
    if (!JSON.stringify(logs.lines).includes("does not know the event")) known.push(type);
  }
  return known;
}

beforeAll(() => log.setLogLevel("INFO"));

const subscribed = blueprint.queues.filter((queue) => sentTo(queue).length > 0);
it.each(subscribed)("the consumer of $name knows exactly the events that rules send to it", async (queue) => {
  expect((await knownTo(queue)).toSorted()).toEqual(sentTo(queue).toSorted());
});
