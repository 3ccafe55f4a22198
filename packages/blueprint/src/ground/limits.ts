import type { Throttle } from "../language/define.ts";
import type { UsagePlan } from "../language/edge.ts";

/** Requests per second, as docs/requirements.md lists them; bursts are twice the rate. */
const perSecond = (rate: number): Throttle => ({ rate, burst: rate * 2 });

export const productsThrottle = /* @__PURE__ */ perSecond(1000);
export const cartThrottle = /* @__PURE__ */ perSecond(500);
export const ordersThrottle = /* @__PURE__ */ perSecond(200);
/** Not in the requirements: card tokens are made once an order, and credentials are checked more slowly still. */
export const paymentsThrottle = /* @__PURE__ */ perSecond(200);
export const authThrottle = /* @__PURE__ */ perSecond(50);
export const adminThrottle = /* @__PURE__ */ perSecond(50);
/** Carriers and processors, which retry what is refused. */
export const webhooksThrottle = /* @__PURE__ */ perSecond(200);
export const systemThrottle = /* @__PURE__ */ perSecond(100);

/**
 * Attempts at each of the endpoints that take a secret or send a code, right ones included, on one account. The firewall
 * limits those of one address. Cognito's own lockout comes on top: after five wrong passwords or codes it doubles its delay
 * up to 15 minutes.
 */
export const authAttempts: { windowSeconds: number; perAccount: number } = {
  windowSeconds: 5 * 60,
  perAccount: 20,
};

/** A session that is not refreshed for so long is over, long before its refresh token would be. */
export const SESSION_IDLE_DAYS = 14;

/** What decides who signs in from now on is for who has just done so, not for a session that was found open. */
export const RECENT_SIGN_IN_MINUTES = 15;

/** API Gateway's account limits, which bound the whole API. */
export const apiThrottle: Throttle = { rate: 10_000, burst: 5_000 };

/** Quotas of the holders of API Gateway keys; no route asks for such a key yet. */
export const usagePlans: readonly UsagePlan[] = [
  { name: "Partners", throttle: perSecond(50), requestsPerDay: 1_000_000 },
];

export const PRODUCTS_CACHE_SECONDS = 60;
/** What can be bought changes with every order: it is kept just long enough that a crowd is one read. */
export const AVAILABILITY_CACHE_SECONDS = 5;

/** A cart holds at most this many different SKUs: with the order's own items it must fit one transaction of 100. */
export const MAX_CART_LINES = 50;

/** A cart that nobody changes for so long is taken away. */
export const CART_DAYS = 365;
export const GUEST_CART_DAYS = 30;

/** The same Idempotency-Key gives the same answer for this long. */
export const IDEMPOTENCY_HOURS = 24;

/** An order that support has put together lapses when it is not paid by then. */
export const DRAFT_DAYS = 7;

/** A key that was deleted by mistake can be restored for this long: the requirements' figure for the payment key. */
export const KEY_DELETION_DAYS = 30;

/** SQS's longest, so that nothing is lost while somebody finds out why it failed. */
export const DEAD_LETTER_DAYS = 14;

/** A webhook that was signed longer ago, or so far in the future, is not taken: it may be a replay. */
export const WEBHOOK_TOLERANCE_SECONDS = 5 * 60;

/** A token by which one service asks another is used at once, or not at all. */
export const SERVICE_TOKEN_SECONDS = 60;

/** Asking a carrier over the internet takes seconds, for each of an order's parcels. */
export const CARRIER_TIMEOUT_SECONDS = 60;

/** A saga waits this long for the carrier to pick a parcel up. */
export const PICKUP_TIMEOUT_SECONDS = 24 * 60 * 60;

/** An order that is not finished this long after it was placed is stuck: its saga's retries are over long before. */
export const ORDER_BOUND_SECONDS = 15 * 60;

/** Beyond this even one whose saga waits for the carrier is. */
export const DELIVERY_BOUND_SECONDS = PICKUP_TIMEOUT_SECONDS + 60 * 60;

/** A reservation of stock that is not paid for by then lapses: whoever needs the units may take them. */
export const STOCK_HOLD_MINUTES = 30;

/** Units that were promised to a paid order may take so long to come; then it is refunded. */
export const BACKORDER_DAYS = 180;

/** Units that come are kept for the orders that wait, until those are served, and no longer than this. */
export const ARRIVALS_KEPT_SECONDS = 60;

/** A customer may ask to send something back for so long after it was shipped. */
export const RETURN_WINDOW_DAYS = 30;

/** A return that support does not decide on, or whose goods do not come, lapses. */
export const RETURN_DECISION_DAYS = 14;
export const RETURN_GOODS_DAYS = 30;
