import type { Throttle } from "../language/define.ts";
import type { UsagePlan } from "../language/edge.ts";

/** Requests per second, from docs/requirements.md. Bursts are twice the rate. */
const perSecond = (rate: number): Throttle => ({ rate, burst: rate * 2 });

export const productsThrottle = /* @__PURE__ */ perSecond(1000);
export const cartThrottle = /* @__PURE__ */ perSecond(500);
export const ordersThrottle = /* @__PURE__ */ perSecond(200);
/**
 * The requirements do not name the next limits. An order needs one payment token and one look at
 * the customer's addresses, and credentials are slow to check.
 */
export const paymentsThrottle = /* @__PURE__ */ perSecond(200);
export const addressesThrottle = /* @__PURE__ */ perSecond(200);
export const authThrottle = /* @__PURE__ */ perSecond(50);
export const adminThrottle = /* @__PURE__ */ perSecond(50);
/** For carriers and processors, which retry refused requests. */
export const webhooksThrottle = /* @__PURE__ */ perSecond(200);
export const systemThrottle = /* @__PURE__ */ perSecond(100);
/** For each of the routes that pages and browsers report to. */
export const signalsThrottle = /* @__PURE__ */ perSecond(100);

/** The largest report of a page. A browser may collect several reports of violations. */
export const BEACON_KB = 8;
export const CSP_REPORTS_KB = 16;

/**
 * Attempts on one account at each endpoint that takes a secret or sends a code; correct ones count
 * too. The firewall limits the attempts from one address. Cognito has its own lockout besides:
 * after five wrong passwords or codes it doubles its delay, up to 15 minutes.
 */
export const authAttempts: { windowSeconds: number; perAccount: number } = {
  windowSeconds: 5 * 60,
  perAccount: 20,
};

/**
 * A session ends when it is not refreshed for this long, although its refresh token lives longer.
 */
export const SESSION_IDLE_DAYS = 14;

/**
 * Enrolling a second factor needs a sign-in this recent, so that a session somebody finds open
 * cannot do it.
 */
export const RECENT_SIGN_IN_MINUTES = 15;

/** API Gateway's limits per account, which bound the whole API. */
export const apiThrottle: Throttle = { rate: 10_000, burst: 5_000 };

/** Quotas of the holders of API Gateway keys. No route requires such a key yet. */
export const usagePlans: readonly UsagePlan[] = [
  { name: "Partners", throttle: perSecond(50), requestsPerDay: 1_000_000 },
];

export const PRODUCTS_CACHE_SECONDS = 60;
/**
 * Availability changes with every order. It is cached just long enough that a crowd costs one read.
 */
export const AVAILABILITY_CACHE_SECONDS = 5;

/**
 * Most SKUs in one cart. With the order's own items they must fit into one transaction of 100
 * items.
 */
export const MAX_CART_LINES = 50;

/** A cart is deleted when it is not changed for this long. */
export const CART_DAYS = 365;
export const GUEST_CART_DAYS = 30;

/** Most addresses of one customer. They are one item, which each read and write has to carry. */
export const MAX_ADDRESSES = 20;

/** The same Idempotency-Key gives the same order for this long. */
export const IDEMPOTENCY_HOURS = 24;

/** A draft order expires when it is not paid within this time. */
export const DRAFT_DAYS = 7;

/** A deleted key can be restored for this long. The requirements set this for the payment key. */
export const KEY_DELETION_DAYS = 30;

/**
 * Queues keep messages for this long, the maximum of SQS: no dead letter is lost while somebody
 * finds the cause, and no scan while its order waits for the pickup.
 */
export const MESSAGE_DAYS = 14;

/**
 * A webhook whose signature is older than this, or this far in the future, is refused as a possible
 * replay.
 */
export const WEBHOOK_TOLERANCE_SECONDS = 5 * 60;

/**
 * Lifetime of a token for a call between services. A workflow makes the call with the token again
 * until its retries end, so the token lives longer than they last.
 */
export const SERVICE_TOKEN_SECONDS = 10 * 60;

/** A step of the order saga that calls nobody outside. */
export const STEP_TIMEOUT_SECONDS = 10;

/** A call to a carrier over the internet takes seconds, and an order can have several parcels. */
export const CARRIER_TIMEOUT_SECONDS = 45;

/**
 * Upper bound of one execution of the order saga. AWS ends an Express execution after 300 seconds.
 */
export const SAGA_EXECUTION_SECONDS = 240;

/**
 * One execution holds an order for this long. It is longer than any execution, so that a lease ends
 * early only when its execution has died.
 */
export const ORDER_LEASE_SECONDS = 300;

/**
 * The sweep takes up an order this long after something happened to it, unless an event has started
 * an execution before.
 */
export const ORDER_DUE_SECONDS = 60;

/**
 * Executions that may fail in one direction. Forward, the order is then undone; back, a person is
 * called. With the pauses between them, forward takes about two hours: longer than most outages of
 * a processor or carrier.
 */
export const MOST_ORDER_ATTEMPTS = 12;

/** Pauses between executions that failed: doubled each time, from the first up to the longest. */
export const ORDER_RETRY_SECONDS = { first: 30, longest: 15 * 60 } as const;

/**
 * The sweep starts at most this many executions a second, for this long of each minute, which
 * bounds the calls to the processor and the carrier after an outage. Stripe takes 100 requests a
 * second of an account by default.
 */
export const ORDER_STARTS_PER_SECOND = 50;
export const ORDER_SWEEP_SECONDS = 54;

/**
 * A carrier that has not fetched a parcel after this many days will not fetch it. A label is bought
 * seconds after its order, so a weekend with a holiday passes before many a pickup. Carriers void
 * unused labels for longer than this, the USPS for 30 days.
 */
export const PICKUP_DAYS = 5;

/** An order that is not taken up this long after it was due is stuck. */
export const ORDER_OVERDUE_SECONDS = 15 * 60;

/**
 * A stock reservation that is older than this is released by the stock sweep, if its order does not
 * need it. The reservation of an order that goes on never lapses.
 */
export const STOCK_HOLD_MINUTES = 30;

/** A paid order waits at most this long for units on backorder or preorder; then it is refunded. */
export const BACKORDER_DAYS = 180;

/** Units that arrive are kept for waiting orders until those are served, but at most this long. */
export const ARRIVALS_KEPT_SECONDS = 60;

/** A customer may request a return for this long after shipping. */
export const RETURN_WINDOW_DAYS = 30;

/** A return lapses if support does not decide in time, or if the goods do not arrive in time. */
export const RETURN_DECISION_DAYS = 14;
export const RETURN_GOODS_DAYS = 30;

/** Upper bound of one execution of the saga of a return. */
export const RETURN_EXECUTION_SECONDS = 850;

/**
 * The sweep takes up a return this long after an approval, a receipt or the start of an execution,
 * unless the saga has brought it further. It is longer than any execution, so that what is due is
 * in nobody's hands.
 */
export const RETURN_TAKE_UP_MINUTES = 15;

/** The sweep of returns starts at most this many executions a second. */
export const RETURN_STARTS_PER_SECOND = 25;
