/** The command that publishes past events again. */
import { parseArgs } from "node:util";
import { events as shopEvents } from "@tradewind/blueprint/areas/events";
import type { Context } from "@tradewind/commerce/platform/context";
import { eventsBetween, type Published, rememberedSince } from "@tradewind/commerce/platform/messaging";
import { type Command, Refused } from "./command.ts";
import { publish } from "./dead-letters.ts";

const replay = (ctx: Context): Command => ({
  usage: "events replay --from TIME --to TIME [--type TYPE] [--dry-run] [--mail-again]",
  about: "publishes events of that time again; consumers skip ids that they have handled",
  async run(args, say) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        from: { type: "string", default: "" },
        to: { type: "string", default: "" },
        type: { type: "string" },
        "dry-run": { type: "boolean", default: false },
        "mail-again": { type: "boolean", default: false },
      },
    });
    const { type } = values;
    // Signals of pages have never been in the outbox.
    const types: string[] = shopEvents.map((event) => event.type);
    if (type !== undefined && !types.includes(type))
      throw new Refused(`--type must be one of: ${types.join(", ")}.`);
    const [from, to] = [timeOf("from", values.from), timeOf("to", values.to)];
    if (!values["dry-run"] && !values["mail-again"]) refuseForgotten(ctx, from);
    const events: Published[] = [];
    for await (const event of eventsBetween(from, to, type)) events.push(event);
    events.sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const event of events) {
      say(`${event.time}  ${event.id}  ${event.type}`);
      if (!values["dry-run"]) await publish(event);
    }
    say(`${events.length} events ${values["dry-run"] ? "would be" : "were"} published again.`);
    return 0;
  },
});

/** Consumers handle an event again that they have forgotten. */
function refuseForgotten(ctx: Context, from: string): void {
  const since = rememberedSince(ctx);
  if (from >= since) return;
  throw new Refused(
    `Consumers no longer know what they handled before ${since}: customers would get the mails of that time again. Begin later, look with --dry-run, or insist with --mail-again.`,
  );
}

function timeOf(name: string, text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Refused(`--${name} must be a time, such as 2026-11-25T08:00:00Z.`);
  return new Date(time).toISOString();
}

export const eventCommands = (ctx: Context): Command[] => [replay(ctx)];
