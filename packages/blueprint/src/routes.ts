import { accessRoutes } from "./api-keys.ts";
import { auditRoutes } from "./audit.ts";
import { cartRoutes } from "./cart.ts";
import { catalogRoutes } from "./catalog.ts";
import { draftRoutes } from "./drafts.ts";
import { guestCartRoutes } from "./guest-cart.ts";
import { guestRoutes } from "./guests.ts";
import { identityRoutes } from "./identity.ts";
import { invoiceRoutes } from "./invoices.ts";
import { logisticsRoutes } from "./logistics.ts";
import { orderAdminRoutes } from "./order-admin.ts";
import { orderRoutes } from "./orders.ts";
import { paymentRoutes } from "./payments.ts";
import { returnRoutes } from "./returns.ts";
import { stockRoutes } from "./stock.ts";
import { systemRoutes } from "./system.ts";
import { webhookRoutes } from "./webhooks.ts";
import type { Route } from "./define.ts";

/** Every route of the API. In a function's bundle, imported by the package's name, who may call what and no more. */
export const routes: readonly Route[] = [
  ...systemRoutes,
  ...identityRoutes,
  ...guestRoutes,
  ...catalogRoutes,
  ...cartRoutes,
  ...guestCartRoutes,
  ...paymentRoutes,
  ...orderRoutes,
  ...orderAdminRoutes,
  ...draftRoutes,
  ...invoiceRoutes,
  ...returnRoutes,
  ...stockRoutes,
  ...logisticsRoutes,
  ...webhookRoutes,
  ...auditRoutes,
  ...accessRoutes,
];
