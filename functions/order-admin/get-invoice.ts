import { adminGetInvoice } from "@tradewind/blueprint/areas/invoices";
import * as OrderAdmin from "@tradewind/commerce/order-admin";
import { staffEndpoint } from "@tradewind/lambda-kit/staff-endpoint";

export const handler = staffEndpoint(adminGetInvoice, ({ params }) => OrderAdmin.invoiceOf(params.id));
