import { parseArn } from "../../kernel/arn.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Input } from "../../protocols/input.ts";
import type { Action } from "../../protocols/json.ts";
import { page } from "../../protocols/paging.ts";
import { inputOf, refuseUnsupported } from "../../protocols/validation.ts";
import type { Archive, Archives } from "../state/archives.ts";
import type { Buses } from "../state/buses.ts";
import type { ArchiveRecord } from "../state/records.ts";

const NAME = { min: 1, max: 48, pattern: /^[.\-_A-Za-z0-9]+$/ };

export function archiveActions(kernel: Kernel, buses: Buses, archives: Archives): Record<string, Action> {
  return {
    async CreateArchive(values) {
      const input = inputOf(values);
      const name = input.text("ArchiveName", NAME);
      const source = input.text("EventSourceArn", { min: 1, max: 1600 });
      refuseUnsupported(input, ["KmsKeyIdentifier"]);
      if (archives.find(name)) {
        throw new AwsError("ResourceAlreadyExistsException", `Archive ${name} already exists.`);
      }
      if (!parseArn(source).resource.startsWith("event-bus/")) {
        throw new AwsError(
          "ValidationException",
          "Parameter EventSourceArn is not valid. Reason: Must contain an event bus ARN.",
        );
      }
      const record: ArchiveRecord = {
        name,
        arn: kernel.arn("events", `archive/${name}`),
        busArn: buses.get(source).record.arn,
        retentionDays: 0,
        createdAt: kernel.clock.now(),
        ...parseSettings(input),
      };
      archives.put(record);
      await kernel.store.durable();
      return { ArchiveArn: record.arn, State: "ENABLED", CreationTime: record.createdAt / 1000 };
    },

    async UpdateArchive(values) {
      const input = inputOf(values);
      const { record } = archives.get(input.text("ArchiveName", NAME));
      refuseUnsupported(input, ["KmsKeyIdentifier"]);
      archives.put({ ...record, ...parseSettings(input) });
      await kernel.store.durable();
      return { ArchiveArn: record.arn, State: "ENABLED", CreationTime: record.createdAt / 1000 };
    },

    async DeleteArchive(values) {
      archives.remove(archives.get(inputOf(values).text("ArchiveName", NAME)));
      await kernel.store.durable();
    },

    DescribeArchive(values) {
      const archive = archives.get(inputOf(values).text("ArchiveName", NAME));
      const { record } = archive;
      return {
        ArchiveArn: record.arn,
        ...view(archive),
        ...(record.description !== undefined && { Description: record.description }),
        ...(record.pattern !== undefined && { EventPattern: record.pattern }),
      };
    },

    ListArchives(values) {
      const input = inputOf(values);
      const prefix = input.optionalText("NamePrefix") ?? "";
      const source = input.optionalText("EventSourceArn");
      const state = input.optionalText("State") ?? "ENABLED";
      const found = archives
        .all()
        .filter(({ record }) => record.name.startsWith(prefix) && state === "ENABLED")
        .filter(({ record }) => source === undefined || record.busArn === source);
      const limit = input.integer("Limit", { min: 1, max: 100 });
      const { items, next } = page(found.map(view), input.optionalText("NextToken"), limit);
      return { Archives: items, ...next };
    },
  };
}

function parseSettings(input: Input): Partial<ArchiveRecord> {
  const description = input.optionalText("Description", { max: 512 });
  const pattern = input.optionalText("EventPattern", { max: 4096 });
  const retentionDays = input.integer("RetentionDays", { min: 0 });
  return {
    ...(description !== undefined && { description }),
    ...(pattern && { pattern }),
    ...(retentionDays !== undefined && { retentionDays }),
  };
}

function view({ record, events, bytes }: Archive): object {
  return {
    ArchiveName: record.name,
    EventSourceArn: record.busArn,
    State: "ENABLED",
    RetentionDays: record.retentionDays,
    EventCount: events.size,
    SizeBytes: bytes,
    CreationTime: record.createdAt / 1000,
  };
}
