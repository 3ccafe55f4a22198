import { commerceTable, productCache } from "@tradewind/blueprint/ground/tables";
import type { TableDefinition } from "@tradewind/blueprint/language/resources";
import { resourceOf } from "../resource-of.ts";
import { documentClient as client } from "./document-client.ts";

/**
 * Modules create their entities on load, even in functions that never use them. A table that is not
 * linked must not keep such a function from starting: DynamoDB refuses this name, which tells the
 * cause, when the entity is used.
 */
function nameOf(table: TableDefinition): string {
  try {
    return resourceOf(table).name;
  } catch {
    return `${table.name} is not linked`;
  }
}

/** ElectroDB configuration of the entities in the single table. */
export const inCommerceTable = () => ({ client, table: nameOf(commerceTable) });

export const inProductCache = () => ({ client, table: nameOf(productCache) });
