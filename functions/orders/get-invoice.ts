import { getInvoice } from "@tradewind/blueprint/areas/invoices";
import { invoiceOwn } from "@tradewind/commerce/orders";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(getInvoice, ({ ctx, params }) => invoiceOwn(ctx, params.id));
