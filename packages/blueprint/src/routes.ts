import { addressRoutes } from "./areas/accounts/addresses.ts";
import { identityRoutes } from "./areas/accounts/identity.ts";
import { profileRoutes } from "./areas/accounts/profile.ts";
import { accessRoutes } from "./areas/api-keys.ts";
import { auditRoutes } from "./areas/audit.ts";
import { cartRoutes } from "./areas/cart.ts";
import { catalogRoutes } from "./areas/catalog.ts";
import { draftRoutes } from "./areas/drafts.ts";
import { guestCartRoutes } from "./areas/guest-cart.ts";
import { guestRoutes } from "./areas/guests.ts";
import { stockRoutes } from "./areas/inventory.ts";
import { invoiceRoutes } from "./areas/invoices.ts";
import { logisticsRoutes } from "./areas/logistics.ts";
import { orderAdminRoutes } from "./areas/order-admin.ts";
import { orderRoutes } from "./areas/orders.ts";
import { paymentRoutes } from "./areas/payments.ts";
import { returnRoutes } from "./areas/returns.ts";
import { signalRoutes } from "./areas/signals.ts";
import { systemRoutes } from "./areas/system.ts";
import { webhookRoutes } from "./areas/webhooks.ts";
import type { Route } from "./language/define.ts";

/**
 * All routes of the API. A bundle that imports this module by the package's name gets only each
 * route's method, path and auth rule.
 */
export const routes: readonly Route[] = [
  ...systemRoutes,
  ...identityRoutes,
  ...profileRoutes,
  ...guestRoutes,
  ...addressRoutes,
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
  ...signalRoutes,
];
