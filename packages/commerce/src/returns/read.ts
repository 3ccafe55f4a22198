import type * as Api from "@tradewind/blueprint/areas/returns";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { DomainError } from "../platform/errors.ts";
import { type Return, ReturnEntity } from "./entity.ts";

/** Reads a return, strongly consistent. @throws return.not_found */
export async function read(orderId: string, returnId: string): Promise<Return> {
  const { data } = await ReturnEntity.get({ orderId, returnId }).go({ ...electroOptions, consistent: true });
  if (!data) throw new DomainError("return.not_found");
  return data;
}

/** Reads all returns of an order, strongly consistent, oldest first. */
export async function readAll(orderId: string): Promise<Return[]> {
  const { data } = await ReturnEntity.query
    .primary({ orderId })
    .go({ ...electroOptions, consistent: true, pages: "all" });
  return data;
}

/** Executions that worked on an order's returns; of each return the newest, oldest first. */
export async function executionsOfReturns(orderId: string): Promise<string[]> {
  return (await readAll(orderId)).flatMap(({ executions = [] }) => executions);
}

/** Shows a return as the API answers it, without the facts that only its saga needs. */
export function view(item: Return): Api.Return {
  const {
    returnId: id,
    orderId,
    status,
    requestedAt,
    updatedAt,
    reason,
    lines,
    received,
    refund,
    replacement,
    note,
  } = item;
  return {
    id,
    orderId,
    status,
    requestedAt,
    updatedAt,
    reason,
    lines,
    ...(received && { received }),
    ...(refund && { refund }),
    ...(replacement !== undefined && { replacement }),
    ...(note !== undefined && { note }),
  };
}
