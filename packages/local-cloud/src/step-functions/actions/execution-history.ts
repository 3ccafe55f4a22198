import type { Kernel } from "../../kernel/kernel.ts";
import { historyOf } from "../engine/archive.ts";
import type { Engine } from "../engine/engine.ts";
import type { EventDetails, HistoryEvent } from "../engine/history.ts";
import { decodeToken, encodeToken, type Input, optionalBoolean, pageSize } from "../input.ts";
import { findExecution } from "./executions.ts";

export function historyActions(kernel: Kernel, engine: Engine) {
  return {
    async GetExecutionHistory(input: Input) {
      const history = historyOf(findExecution(engine, input));
      const size = pageSize(input);
      const reverse = optionalBoolean(input, "reverseOrder") ?? false;
      const withData = optionalBoolean(input, "includeExecutionData") ?? true;
      const token = decodeToken(input);
      const start = token === undefined ? (reverse ? history.length : 1) : Number(token);
      const events = reverse
        ? history.slice(Math.max(0, start - size), start).reverse()
        : history.slice(start - 1, start - 1 + size);
      const last = events.at(-1)?.id ?? 0;
      const next = reverse ? last - 1 : last + 1;
      const hasMore = events.length > 0 && next >= 1 && next <= history.length;
      await kernel.store.durable();
      return {
        events: withData ? events : events.map(withoutData),
        ...(hasMore ? { nextToken: encodeToken(String(next)) } : {}),
      };
    },
  };
}

const DATA_MEMBERS = new Set(["input", "inputDetails", "output", "outputDetails", "parameters"]);

function withoutData(event: HistoryEvent): HistoryEvent {
  const bare = { ...event };
  for (const [key, details] of Object.entries(bare)) {
    if (!key.endsWith("EventDetails")) continue;
    const members = Object.entries(details as EventDetails).filter(([name]) => !DATA_MEMBERS.has(name));
    bare[key as `${string}EventDetails`] = Object.fromEntries(members);
  }
  return bare;
}
