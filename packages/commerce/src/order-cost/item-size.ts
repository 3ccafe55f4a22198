import { type OrderContent, storedForm } from "../orders/index.ts";

/** Keys, index keys and ElectroDB's marks of an order. */
const KEY_BYTES = 330;

/** Kilobytes that DynamoDB bills for a write of an order. */
export const kilobytesOf = <Order extends OrderContent>(order: Order): number =>
  Math.ceil((bytesOf(storedForm(order)) + KEY_BYTES) / 1024);

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
function bytesOf(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number") return Math.ceil(String(value).length / 2) + 1;
  if (Array.isArray(value)) return 3 + value.reduce((sum: number, one) => sum + 1 + bytesOf(one), 0);
  if (typeof value !== "object" || value === null) return 1;
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .reduce((sum, [name, member]) => sum + Buffer.byteLength(name) + 1 + bytesOf(member), 3);
}
