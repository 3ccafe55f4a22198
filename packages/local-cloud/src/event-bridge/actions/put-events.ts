import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import { isTooDeep } from "../../protocols/json-depth.ts";
import { inputOf, missing, violation } from "../../protocols/validation.ts";
import type { Routing } from "../delivery/routing.ts";
import { billedEvents, newEvent, refuseOversize } from "../events.ts";
import type { Buses } from "../state/buses.ts";

const MAX_ENTRIES = 10;

interface PutEventsResultEntry {
  EventId?: string;
  ErrorCode?: string;
  ErrorMessage?: string;
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export function putEvents(kernel: Kernel, buses: Buses, routing: Routing) {
  return async (values: Record<string, unknown>): Promise<object> => {
    const input = inputOf(values);
    if (input.has("EndpointId")) {
      throw new AwsError("ValidationException", "Global endpoints are not supported by the local cloud.");
    }
    const entries = input.structures("Entries");
    if (!entries) return missing("Entries");
    if (entries.length === 0) {
      violation("Entries", "Member must have length greater than or equal to 1");
    }
    if (entries.length > MAX_ENTRIES) {
      violation("Entries", `Member must have length less than or equal to ${MAX_ENTRIES}`);
    }
    const sizes = entries.map(entrySize);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    refuseOversize(bytes);
    const results = entries.map(parseEntry).map((entry) => putEntry(kernel, buses, routing, entry));
    const events = sizes.reduce((sum, size) => sum + billedEvents(size), 0);
    kernel.meter.record("events", "PutEvents", { events }, { request: bytes });
    await kernel.store.durable();
    return {
      FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length,
      Entries: results,
    };
  };
}

type Entry = ReturnType<typeof parseEntry>;

/**
 * Reads all members of an entry first, so that a member of the wrong type fails the request before
 * any entry is accepted.
 */
function parseEntry(entry: Input) {
  return {
    source: entry.optionalText("Source"),
    detailType: entry.optionalText("DetailType"),
    detail: entry.optionalText("Detail"),
    time: entry.time("Time"),
    resources: entry.texts("Resources"),
    bus: entry.optionalText("EventBusName"),
  };
}

function putEntry(kernel: Kernel, buses: Buses, routing: Routing, entry: Entry): PutEventsResultEntry {
  const { source, detailType, detail } = entry;
  if (!source) return missingArgument("Source");
  if (!detailType) return missingArgument("DetailType");
  if (!detail) return missingArgument("Detail");
  if (source.startsWith("aws.")) {
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  }
  const parsed = parseDetail(detail);
  if (!parsed) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };

  const { time, resources } = entry;
  const event = newEvent(kernel, { source, detailType, detail: parsed, time, resources });
  // An unknown bus is not a failure: AWS responds with an id, and no rule sees the event.
  const bus = buses.find(entry.bus);
  if (bus) routing.accept(bus, event);
  return { EventId: event.id };
}

function missingArgument(parameter: string): PutEventsResultEntry {
  return {
    ErrorCode: "InvalidArgument",
    ErrorMessage: `Parameter ${parameter} is not valid. Reason: ${parameter} is a required argument.`,
  };
}

function parseDetail(text: string): object | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === "object" && detail !== null && !Array.isArray(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size */
function entrySize(entry: Input): number {
  let size = entry.has("Time") ? 14 : 0;
  for (const member of ["Source", "DetailType", "Detail"])
    size += Buffer.byteLength(entry.optionalText(member) ?? "");
  for (const resource of entry.texts("Resources") ?? []) size += Buffer.byteLength(resource);
  return size;
}
