import { stockArrived } from "@tradewind/blueprint/areas/events";
import { stockArrivals } from "@tradewind/blueprint/areas/inventory";
import { serveWaiting } from "@tradewind/commerce/orders/saga";
import { subscriber } from "@tradewind/lambda-kit";

export const handler = subscriber(stockArrivals, [stockArrived], (ctx, { data }) =>
  serveWaiting(ctx, data.sku),
);
