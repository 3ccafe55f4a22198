import type { TableDefinition } from "@tradewind/blueprint/language/resources";
import { commerceTable, productCache } from "@tradewind/blueprint/ground/tables";
import { documentClient as client } from "./document-client.ts";
import { resourceOf } from "../resource-of.ts";

/**
 * Entities are made when their module is loaded, in functions that never use them too. One whose table is not resourceOf must not
 * keep such a function from starting: DynamoDB refuses this name, and says it, when the entity is used.
 */
function nameOf(table: TableDefinition): string {
  try {
    return resourceOf(table).name;
  } catch {
    return `${table.name} is not resourceOf`;
  }
}

/** ElectroDB configuration of the entities in the single table. */
export const inCommerceTable = () => ({ client, table: nameOf(commerceTable) });

export const inProductCache = () => ({ client, table: nameOf(productCache) });
