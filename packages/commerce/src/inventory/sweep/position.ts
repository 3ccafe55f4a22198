/** The place at which a sweep over all SKUs goes on when its time was up. */
import { Entity } from "electrodb";
import { electroOptions } from "../../platform/dynamodb/options.ts";
import { inCommerceTable } from "../../platform/dynamodb/tables.ts";

const PositionEntity = new Entity(
  {
    model: { service: "tradewind", entity: "sweepposition", version: "1" },
    attributes: {
      sweep: { type: "string", required: true },
      /** The last SKU that was swept. */
      after: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["sweep"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

const key = { sweep: "stock" };

/** The last SKU of an unfinished sweep; undefined when the last one was finished. */
export async function readPosition(): Promise<string | undefined> {
  const { data } = await PositionEntity.get(key).go({ ...electroOptions, consistent: true });
  return data?.after;
}

/** @param after undefined when the sweep is finished */
export async function savePosition(after: string | undefined): Promise<void> {
  if (after === undefined) await PositionEntity.delete(key).go({ ...electroOptions, response: "none" });
  else await PositionEntity.put({ ...key, after }).go({ ...electroOptions, response: "none" });
}
