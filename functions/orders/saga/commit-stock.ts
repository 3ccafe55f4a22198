import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { commitStock } from "@tradewind/commerce/order-saga";
import { task } from "@tradewind/lambda-kit";

export const handler = task(orderSaga.tasks.commitStock, (ctx, { orderId }) => commitStock(ctx, orderId));
