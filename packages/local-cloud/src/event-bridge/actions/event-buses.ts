import type { Kernel } from "../../kernel/kernel.ts";
import { AwsError } from "../../kernel/wire.ts";
import type { Action } from "../../protocols/json.ts";
import { page } from "../../protocols/paging.ts";
import { inputOf, refuseUnsupported } from "../../protocols/validation.ts";
import type { Buses } from "../state/buses.ts";
import type { BusRecord } from "../state/records.ts";
import type { Tags } from "../state/tags.ts";
import { parseTags } from "./tags.ts";

const NAME = { min: 1, max: 256, pattern: /^[/.\-_A-Za-z0-9]+$/ };

export function busActions(kernel: Kernel, buses: Buses, tags: Tags): Record<string, Action> {
  return {
    async CreateEventBus(values) {
      const input = inputOf(values);
      const name = input.text("Name", NAME);
      refuseUnsupported(input, ["EventSourceName", "KmsKeyIdentifier", "DeadLetterConfig", "LogConfig"]);
      if (buses.find(name)) {
        throw new AwsError("ResourceAlreadyExistsException", `Event bus ${name} already exists.`);
      }
      const given = parseTags(input);
      const record = buses.create(name, input.optionalText("Description", { max: 512 }));
      if (input.has("Tags")) tags.set(record.arn, given);
      await kernel.store.durable();
      return { EventBusArn: record.arn, ...descriptionOf(record) };
    },

    async DeleteEventBus(values) {
      const name = inputOf(values).text("Name", NAME);
      if (name === "default") {
        throw new AwsError("ValidationException", "Cannot delete event bus default.");
      }
      const bus = buses.find(name);
      if (!bus) return;
      if (bus.rules.size > 0) {
        throw new AwsError("ValidationException", "Event bus can't be deleted since it has rules.");
      }
      buses.remove(name);
      tags.remove(bus.record.arn);
      await kernel.store.durable();
    },

    DescribeEventBus(values) {
      return view(buses.get(inputOf(values).optionalText("Name")).record);
    },

    ListEventBuses(values) {
      const input = inputOf(values);
      const prefix = input.optionalText("NamePrefix") ?? "";
      const found = buses.all().filter(({ record }) => record.name.startsWith(prefix));
      const { items, next } = page(
        found.map(({ record }) => view(record)),
        input.optionalText("NextToken"),
        input.integer("Limit", { min: 1, max: 100 }),
      );
      return { EventBuses: items, ...next };
    },
  };
}

function descriptionOf(record: BusRecord): { Description?: string } {
  return record.description === undefined ? {} : { Description: record.description };
}

function view(record: BusRecord): object {
  return {
    Name: record.name,
    Arn: record.arn,
    ...descriptionOf(record),
    CreationTime: record.createdAt / 1000,
    LastModifiedTime: record.modifiedAt / 1000,
  };
}
