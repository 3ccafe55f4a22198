import { blueprint } from "@tradewind/blueprint";
import type { BusDefinition } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";
import { physicalName, stage } from "../stage.ts";

export const buses = byName(blueprint.buses, ({ name }: BusDefinition) => {
  const bus = new sst.aws.Bus(name);
  const archive = new aws.cloudwatch.EventArchive(`${name}Archive`, {
    name: physicalName(`${name}Archive`),
    eventSourceArn: bus.arn,
    retentionDays: stage.archiveDays,
  });
  return { bus, archive };
});
