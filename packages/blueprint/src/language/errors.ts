/** The kinds of failure. Only the HTTP layer maps them to statuses. */
export type ErrorKind =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "method-not-allowed"
  | "conflict"
  | "too-large"
  | "unsupported-media"
  | "unprocessable"
  | "throttled"
  | "internal"
  | "unavailable";

const defineErrorCodes = <Code extends string>(codes: Record<Code, ErrorEntry>) => codes;

type ErrorEntry = readonly [kind: ErrorKind, title: string];

/** Stands alone, so that the edge function needs no other code. */
export const crossSite = ["forbidden", "This request must come from the shop's own pages."] as const;

/** All error codes of the platform. Clients depend on them, so a code is never renamed. */
export const errorCodes = /* @__PURE__ */ defineErrorCodes({
  "request.invalid": ["invalid", "The request does not have the expected form."],
  "request.malformed_json": ["invalid", "The body is not valid JSON."],
  "request.too_large": ["too-large", "The body is too large."],
  "request.unsupported_media_type": [
    "unsupported-media",
    "The endpoint does not take a body of this content-type.",
  ],
  "request.blocked": ["forbidden", "The request was blocked by the firewall."],
  "route.not_found": ["not-found", "There is no such endpoint."],
  "auth.token_invalid": ["unauthenticated", "The token is missing, invalid or expired."],
  "auth.forbidden": ["forbidden", "You do not have permission to do this."],
  "auth.credentials_invalid": ["unauthenticated", "The email address or the password is wrong."],
  "auth.email_unconfirmed": ["conflict", "Confirm the email address first."],
  "auth.password_incorrect": ["unprocessable", "The current password is wrong."],
  "auth.password_weak": ["invalid", "The password does not meet the requirements."],
  "auth.code_invalid": ["invalid", "The code is wrong or has expired."],
  "auth.cross_site": crossSite,
  "auth.session_invalid": ["unauthenticated", "This sign-in is no longer valid. Sign in again."],
  "auth.sign_in_again": ["conflict", "This requires a recent sign-in. Sign in again first."],
  "auth.mfa_enrolled": ["conflict", "A second factor is already on. A recovery code turns it off."],
  "auth.mfa_not_begun": ["conflict", "Start enrolling an authenticator first."],
  "auth.password_reset_required": ["conflict", "Reset the password first."],
  "auth.too_many_attempts": ["throttled", "Too many attempts. Try again later."],
  throttled: ["throttled", "Too many requests. Try again later."],
  "product.not_found": ["not-found", "There is no such product."],
  "category.not_found": ["not-found", "There is no such category."],
  "cart.not_found": ["not-found", "The cart does not exist or has expired."],
  "cart.sku_unknown": ["not-found", "There is no product with this SKU."],
  "cart.item_missing": ["not-found", "This SKU is not in the cart."],
  "cart.quantity_exceeded": ["unprocessable", "The cart cannot hold that many units of one SKU."],
  "cart.stock_insufficient": ["conflict", "There are not enough units in stock."],
  "cart.full": ["unprocessable", "The cart cannot hold more different SKUs."],
  "cart.changed": ["conflict", "Another request changed the cart. Read it again."],
  "cart.empty": ["conflict", "The cart is empty."],
  "payment.card_invalid": ["unprocessable", "The card details are not valid."],
  "payment.card_unsupported": ["unprocessable", "The test processor accepts only its test cards."],
  "payment.token_invalid": ["unprocessable", "The payment token is unknown, expired or already used."],
  "draft.not_found": ["not-found", "The draft does not exist or has expired."],
  "draft.changed": ["conflict", "Another request changed the draft. Read it again."],
  "order.not_found": ["not-found", "There is no such order."],
  "order.not_cancellable": ["conflict", "The order can no longer be cancelled."],
  "order.not_invoiced": ["conflict", "The order has no invoice because it is not paid."],
  "order.not_editable": ["conflict", "Only a FULFILLED order can be changed."],
  "order.edit_exceeds_payment": ["unprocessable", "The changed order would cost more than was paid for it."],
  "order.edit_too_large": [
    "unprocessable",
    "The change moves units of too many lots at once. Make several smaller changes.",
  ],
  "order.needs_no_attention": ["conflict", "The order does not need attention."],
  "order.not_undoable": [
    "conflict",
    "Only an order that needs attention and has no shipped parcels can be undone.",
  ],
  "order.parcel_left": [
    "conflict",
    "The carrier has a parcel of the order, so it cannot be closed as FAILED.",
  ],
  "order.price_changed": ["conflict", "A price has changed. Confirm the new total."],
  "order.out_of_stock": ["conflict", "Fewer units are available than you want to order."],
  "order.not_returnable": ["conflict", "The order cannot be returned now."],
  "order.return_exceeds": ["unprocessable", "The quantity exceeds the units that can be returned."],
  "return.not_found": ["not-found", "There is no such return."],
  "return.not_open": ["conflict", "The state of the return does not allow this."],
  "return.exchange_unavailable": [
    "unprocessable",
    "The exchange must be another variant of the same product that is still sold.",
  ],
  "return.exchange_dearer": [
    "unprocessable",
    "The variant costs more than the returned unit. Request a refund and place a new order.",
  ],
  "return.exchange_exceeds": ["unprocessable", "An order holds at most 99 units of one variant."],
  "return.no_label": ["not-found", "The return has no label. It has one while it waits for its goods."],
  "payment.refund_exceeds": ["conflict", "The refund exceeds what is left of the payment."],
  "order.shipping_method_unknown": ["unprocessable", "There is no such shipping method."],
  "order.shipping_unavailable": [
    "unprocessable",
    "This shipping method cannot deliver the order to this address.",
  ],
  "idempotency.key_missing": ["invalid", "Send an Idempotency-Key header."],
  "idempotency.key_reused": ["unprocessable", "This Idempotency-Key was used with a different request."],
  "idempotency.in_progress": ["conflict", "A request with this Idempotency-Key is still being processed."],
  "stock.unknown_sku": ["not-found", "There is no stock record for this SKU."],
  "stock.insufficient": ["conflict", "There is not enough stock."],
  "stock.reference_reused": ["unprocessable", "This reference was used for a different change of the stock."],
  "stock.limit_promised": ["conflict", "The limit is lower than the units already promised to orders."],
  "stock.changed": ["conflict", "Another request changed the stock. Try again."],
  "webhook.not_found": ["not-found", "There is no such webhook."],
  "webhook.delivery_not_found": ["not-found", "There is no such delivery. Deliveries are kept for 30 days."],
  "webhook.url_refused": ["unprocessable", "A webhook URL must use https and a public host."],
  "webhook.too_many": ["conflict", "The maximum number of webhooks is reached. Delete one first."],
  "webhook.source_unknown": ["not-found", "Webhooks from this source are not accepted."],
  "webhook.signature_invalid": ["unauthenticated", "The webhook signature is missing, wrong or too old."],
  "api_key.not_found": ["not-found", "There is no such API key."],
  "address.not_found": ["not-found", "There is no such address."],
  "address.too_many": ["conflict", "The maximum number of addresses is reached. Delete one first."],
  "address.changed": ["conflict", "Another request changed the addresses. Read them again."],
  "account.not_found": ["not-found", "There is no such account."],
  unavailable: ["unavailable", "The service is busy. Try again."],
  internal: ["internal", "Something went wrong on our side."],
});

export type ErrorCode = keyof typeof errorCodes;

export const httpStatus: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  "method-not-allowed": 405,
  conflict: 409,
  "too-large": 413,
  "unsupported-media": 415,
  unprocessable: 422,
  throttled: 429,
  internal: 500,
  unavailable: 503,
};

/** The members of a problem (RFC 9457) that follow from its code. */
export const problemOf = (code: ErrorCode) => problemFrom(code, errorCodes[code]);

/** The same, from the code's entry. */
export const problemFrom = (code: ErrorCode, [kind, title]: ErrorEntry) => ({
  type: "about:blank",
  title,
  status: httpStatus[kind],
  code,
});

/**
 * The headers of every problem. A client can retry a request that was throttled or found the
 * service busy.
 */
export const problemHeaders = (status: number, retryAfterSeconds = 1): Record<string, string> => ({
  "content-type": "application/problem+json",
  "cache-control": "no-store",
  ...(status === httpStatus.throttled || status === httpStatus.unavailable
    ? { "retry-after": String(retryAfterSeconds) }
    : {}),
});
