import { validation } from "../errors.ts";
import * as shapes from "../input/table-shapes.ts";
import { operation } from "../operation.ts";

interface TimeToLiveInput {
  TableName: string;
  TimeToLiveSpecification: { Enabled: boolean; AttributeName: string };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html */
export const updateTimeToLive = operation<TimeToLiveInput>(
  shapes.updateTimeToLive,
  (database, input, call) => {
    const { Enabled: enabled, AttributeName: attribute } = input.TimeToLiveSpecification;
    const table = database.namedTable(input.TableName);
    const { timeToLive: current } = table.definition;
    if (enabled && current?.enabled) throw validation("TimeToLive is already enabled");
    if (!enabled && !current?.enabled) throw validation("TimeToLive is already disabled");
    if (current?.enabled && current.attribute !== attribute) {
      throw validation(
        `TimeToLive is active on a different AttributeName: current AttributeName is ${current.attribute}`,
      );
    }
    table.definition.timeToLive = { attribute, enabled };
    table.applyTimeToLive();
    database.save(table.definition);
    call.awaitsDurability = true;
    return { TimeToLiveSpecification: { Enabled: enabled, AttributeName: attribute } };
  },
);

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export const describeTimeToLive = operation<{ TableName: string }>(
  shapes.describeTable,
  (database, input) => {
    const { timeToLive } = database.namedTable(input.TableName).definition;
    return {
      TimeToLiveDescription: timeToLive?.enabled
        ? { TimeToLiveStatus: "ENABLED", AttributeName: timeToLive.attribute }
        : { TimeToLiveStatus: "DISABLED" },
    };
  },
);
