import { orderSaga } from "@tradewind/blueprint/areas/order-saga";
import { commitStock } from "@tradewind/commerce/orders/saga";
import { task } from "@tradewind/lambda-kit";

export const handler = task(orderSaga.tasks.commitStock, (ctx, { orderId }) => commitStock(ctx, orderId));
