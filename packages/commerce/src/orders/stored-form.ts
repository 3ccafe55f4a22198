/**
 * The stored form of an order's longer attributes. DynamoDB bills each write of an order by the
 * size of the whole order, so an amount is stored as `350 USD`, and an allocation as
 * `2 MUG-RED loc_main/0`.
 */
import type * as Api from "@tradewind/blueprint/areas/orders";
import type { Money } from "@tradewind/blueprint/language/schema";
import type { Allocation } from "../inventory/index.ts";

/** The attributes of an order that are stored in another form. */
export interface OrderContent {
  lines: OrderLine[];
  totals: Totals;
  allocations?: Allocation[];
}
type OrderLine = Api.Order["lines"][number];
type Totals = Api.Order["totals"];

type Stored<Value> = {
  [Member in keyof Value]: Value[Member] extends Money | undefined ? string : Value[Member];
};

/** The getter and the setter of an ElectroDB attribute whose stored form differs. */
const codec = <Value>(encode: (value: Value) => unknown, decode: (stored: never) => Value) => ({
  set: (value?: Value) => (value === undefined ? value : (encode(value) as Value)),
  get: (stored?: Value) => (stored === undefined ? stored : decode(stored as never)) as Value,
});

const textOf = ({ amount, currency }: Money) => `${amount} ${currency}`;

function moneyOf(text: string): Money {
  const [amount, currency = ""] = text.split(" ");
  return { amount: Number(amount), currency };
}

export const linesCodec = codec<OrderLine[]>(
  (lines) => lines.map((line) => ({ ...line, unitPrice: textOf(line.unitPrice), total: textOf(line.total) })),
  (lines: Stored<OrderLine>[]) =>
    lines.map((line) => ({ ...line, unitPrice: moneyOf(line.unitPrice), total: moneyOf(line.total) })),
);

export const totalsCodec = codec<Totals>(
  (totals) => mapMembers(totals, (amount: Money) => textOf(amount)),
  (totals: Stored<Totals>) => mapMembers(totals, (text: string) => moneyOf(text)) as Totals,
);

const mapMembers = <From, To>(members: object, change: (member: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(members).map(([name, member]) => [name, change(member as From)]));

export const allocationsCodec = codec<Allocation[]>(
  (allocations) =>
    allocations.map(({ sku, location, lot, quantity }) => `${quantity} ${sku} ${location}/${lot}`),
  (texts: string[]) => texts.map(allocationOf),
);

function allocationOf(text: string): Allocation {
  const [quantity, sku = "", place = ""] = text.split(" ");
  const [location, lot] = place.split("/");
  return { sku, location: location as Allocation["location"], lot: Number(lot), quantity: Number(quantity) };
}

/** The order as it is stored, without its keys. */
export const storedForm = (order: OrderContent): object => ({
  ...order,
  lines: linesCodec.set(order.lines),
  totals: totalsCodec.set(order.totals),
  ...(order.allocations && { allocations: allocationsCodec.set(order.allocations) }),
});
