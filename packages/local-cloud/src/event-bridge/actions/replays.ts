import { parseArn } from "../../kernel/arn.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Action } from "../../protocols/json.ts";
import { page } from "../../protocols/paging.ts";
import { inputOf, missing } from "../../protocols/validation.ts";
import type { Replays } from "../delivery/replays.ts";
import type { Archives } from "../state/archives.ts";
import type { Buses } from "../state/buses.ts";
import type { ReplayRecord } from "../state/records.ts";

const NAME = { min: 1, max: 64, pattern: /^[.\-_A-Za-z0-9]+$/ };

export function replayActions(
  kernel: Kernel,
  buses: Buses,
  archives: Archives,
  replays: Replays,
): Record<string, Action> {
  return {
    async StartReplay(values) {
      const input = inputOf(values);
      const name = input.text("ReplayName", NAME);
      const archiveArn = input.text("EventSourceArn", { min: 1, max: 1600 });
      const destination = input.structure("Destination") ?? missing("Destination");
      const busArn = destination.text("Arn", { min: 1, max: 1600 });
      const from = input.time("EventStartTime") ?? missing("EventStartTime");
      const to = input.time("EventEndTime") ?? missing("EventEndTime");
      if (!parseArn(busArn).resource.startsWith("event-bus/")) {
        throw invalid("Parameter Destination.Arn is not valid. Reason: Must contain an event bus ARN.");
      }
      const bus = buses.get(busArn);
      const archive = archives.all().find(({ record }) => record.arn === archiveArn);
      if (!archive) {
        const shown = parseArn(archiveArn).resource.replace(/^archive\//, "");
        throw invalid(`Parameter EventSourceArn is not valid. Reason: Archive ${shown} does not exist.`);
      }
      if (archive.record.busArn !== bus.record.arn) {
        throw invalid(
          "Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.",
        );
      }
      if (from >= to) {
        throw invalid(
          "Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.",
        );
      }
      if (replays.find(name)) {
        throw new AwsError("ResourceAlreadyExistsException", `Replay ${name} already exists.`);
      }
      const description = input.optionalText("Description", { max: 512 });
      const record: ReplayRecord = {
        name,
        arn: kernel.arn("events", `replay/${name}`),
        ...(description !== undefined && { description }),
        archiveArn,
        busArn: bus.record.arn,
        filterArns: destination.texts("FilterArns") ?? [],
        from,
        to,
        state: "STARTING",
        startedAt: kernel.clock.now(),
      };
      replays.start(record);
      await kernel.store.durable();
      return { ReplayArn: record.arn, State: "STARTING", ReplayStartTime: record.startedAt / 1000 };
    },

    async CancelReplay(values) {
      const record = replays.get(inputOf(values).text("ReplayName", NAME));
      if (record.state !== "STARTING" && record.state !== "RUNNING") {
        throw new AwsError(
          "IllegalStatusException",
          `Replay ${record.name} is not in a valid state for this operation.`,
        );
      }
      replays.cancel(record);
      await kernel.store.durable();
      return { ReplayArn: record.arn, State: "CANCELLING" };
    },

    DescribeReplay(values) {
      const record = replays.get(inputOf(values).text("ReplayName", NAME));
      return {
        ...view(record),
        ReplayArn: record.arn,
        ...(record.description !== undefined && { Description: record.description }),
        Destination: { Arn: record.busArn, FilterArns: record.filterArns },
      };
    },

    ListReplays(values) {
      const input = inputOf(values);
      const prefix = input.optionalText("NamePrefix") ?? "";
      const state = input.optionalText("State");
      const source = input.optionalText("EventSourceArn");
      const found = replays
        .all()
        .filter((record) => record.name.startsWith(prefix))
        .filter((record) => state === undefined || record.state === state)
        .filter((record) => source === undefined || record.archiveArn === source);
      const limit = input.integer("Limit", { min: 1, max: 100 });
      const { items, next } = page(found.map(view), input.optionalText("NextToken"), limit);
      return { Replays: items, ...next };
    },
  };
}

function view(record: ReplayRecord): object {
  return {
    ReplayName: record.name,
    EventSourceArn: record.archiveArn,
    State: record.state,
    EventStartTime: record.from / 1000,
    EventEndTime: record.to / 1000,
    ReplayStartTime: record.startedAt / 1000,
    ...(record.lastReplayedAt !== undefined && { EventLastReplayedTime: record.lastReplayedAt / 1000 }),
    ...(record.endedAt !== undefined && { ReplayEndTime: record.endedAt / 1000 }),
  };
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}
