import { isReturnable as isReturnableStatus } from "@tradewind/blueprint/areas/order-states";
import { type Allocation, splitAtChunk } from "../inventory/index.ts";
import { asWrite, type TransactionWrite } from "../platform/dynamodb/transaction.ts";
import { type Order, OrderEntity, type UnitsReturned } from "./entity.ts";

export const NOTHING_RETURNED: UnitsReturned = { version: 0, claimed: {}, received: {}, restocked: [] };

export const isReturnable = ({ status }: Order) => isReturnableStatus(status);

/** The units that are still sold: an undo may have put others on sale again before it stopped. */
export const unitsSold = ({ allocations = [], stockReturned = 0 }: Order): Allocation[] =>
  splitAtChunk(allocations, stockReturned).sold;

/**
 * Builds the write of the units that are being returned; refused if they changed since the order
 * was read.
 */
export function returnsWrite(
  order: Order,
  change: Partial<Omit<UnitsReturned, "version">>,
): TransactionWrite {
  const before = order.returns ?? NOTHING_RETURNED;
  const returns = { ...before, ...change, version: before.version + 1 };
  return asWrite(
    OrderEntity.patch({ orderId: order.orderId })
      .set({ returns })
      .add({ version: 1 })
      .where((attributes, { eq, notExists }) =>
        order.returns ? eq(attributes.returns.version, before.version) : notExists(attributes.returns),
      ),
  );
}
