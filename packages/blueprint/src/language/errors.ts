/** The kind of a failure; only HTTP maps kinds to statuses. */
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

const define = <Code extends string>(codes: Record<Code, [kind: ErrorKind, title: string]>) => codes;

/** Every code the platform answers. Clients depend on them: a code is never renamed. */
export const errorCodes = define({
  "request.invalid": ["invalid", "The request does not have the expected form."],
  "request.malformed_json": ["invalid", "The body is not valid JSON."],
  "request.too_large": ["too-large", "The body is larger than 10 MB."],
  "request.unsupported_media_type": ["unsupported-media", "Send JSON with content-type application/json."],
  "request.blocked": ["forbidden", "The request was blocked by the firewall."],
  "route.not_found": ["not-found", "There is no such endpoint."],
  "auth.token_invalid": ["unauthenticated", "Sign in and send a valid access token as a bearer token."],
  "auth.forbidden": ["forbidden", "You may not do this."],
  "auth.credentials_invalid": ["unauthenticated", "The email address or the password is wrong."],
  "auth.email_unconfirmed": ["conflict", "Confirm the email address first."],
  "auth.email_taken": ["conflict", "There is already an account with this email address."],
  "auth.password_weak": ["invalid", "The password does not meet the requirements."],
  "auth.code_invalid": ["invalid", "The code is wrong or has expired."],
  "auth.cross_site": ["forbidden", "A change must come from the shop's own pages."],
  "auth.session_invalid": ["unauthenticated", "This sign-in is over. Begin it again."],
  "auth.sign_in_again": ["conflict", "This session began too long ago for that. Sign in again first."],
  "auth.mfa_enrolled": ["conflict", "A second factor is on already. A recovery code takes it off."],
  "auth.mfa_not_begun": ["conflict", "Ask for a secret first."],
  "auth.password_reset_required": ["conflict", "Reset the password first."],
  "auth.too_many_attempts": ["throttled", "Too many attempts. Try again later."],
  throttled: ["throttled", "Too many requests. Try again later."],
  "product.not_found": ["not-found", "There is no such product."],
  "category.not_found": ["not-found", "There is no such category."],
  "cart.not_found": ["not-found", "There is no such cart any more."],
  "cart.sku_unknown": ["not-found", "There is no product with this SKU."],
  "cart.item_missing": ["not-found", "This SKU is not in the cart."],
  "cart.quantity_exceeded": ["unprocessable", "That is more than a cart may hold of one product."],
  "cart.stock_insufficient": ["conflict", "There are not as many units left."],
  "cart.full": ["unprocessable", "The cart cannot hold more different products."],
  "cart.changed": ["conflict", "The cart was changed at the same time. Read it again."],
  "cart.empty": ["conflict", "The cart is empty."],
  "payment.card_invalid": ["unprocessable", "The card's details are not valid."],
  "payment.card_unsupported": ["unprocessable", "The test processor accepts only its test cards."],
  "payment.token_invalid": ["unprocessable", "The payment token is unknown, expired or already used."],
  "draft.not_found": ["not-found", "There is no such draft any more."],
  "draft.changed": ["conflict", "The draft was changed at the same time. Read it again."],
  "order.not_found": ["not-found", "There is no such order."],
  "order.not_cancellable": ["conflict", "The order can no longer be cancelled."],
  "order.not_invoiced": ["conflict", "An order has an invoice once it is paid."],
  "order.not_editable": ["conflict", "Only a paid order of which nothing has left can be changed."],
  "order.edit_exceeds_payment": ["unprocessable", "The order would cost more than what was paid for it."],
  "order.not_undoable": [
    "conflict",
    "Only an order that needs attention, and of which nothing has left, can be undone.",
  ],
  "order.price_changed": ["conflict", "A price changed since it was put in the cart. Confirm the new total."],
  "order.not_returnable": ["conflict", "Only what has been shipped, and not long ago, can be returned."],
  "order.return_exceeds": [
    "unprocessable",
    "That is more than was bought and is not on its way back already.",
  ],
  "return.not_found": ["not-found", "There is no such return."],
  "return.not_open": ["conflict", "The return is not waiting for this."],
  "return.exchange_unavailable": [
    "unprocessable",
    "Only another variant of the same product, as long as it is sold, can be had in exchange.",
  ],
  "return.exchange_dearer": [
    "unprocessable",
    "The variant costs more than what was paid. Return it for a refund and order the other.",
  ],
  "return.no_label": ["not-found", "There is no label for the return; it has one from its approval on."],
  "payment.refund_exceeds": ["conflict", "That is more than is left of the payment."],
  "order.shipping_method_unknown": ["unprocessable", "There is no such shipping method."],
  "order.shipping_unavailable": ["unprocessable", "The order cannot be delivered there this way."],
  "idempotency.key_missing": ["invalid", "Send an Idempotency-Key header."],
  "idempotency.key_reused": ["unprocessable", "This Idempotency-Key was used with another request."],
  "idempotency.in_progress": ["conflict", "A request with this Idempotency-Key is still being processed."],
  "stock.unknown_sku": ["not-found", "There is no stock record for this SKU."],
  "stock.insufficient": ["conflict", "There is not enough stock."],
  "stock.reservation_lapsed": ["conflict", "The stock reservation is no longer there."],
  "stock.limit_promised": ["conflict", "More units than that are promised to orders already."],
  "stock.changed": ["conflict", "The stock was changed at the same time. Try again."],
  "webhook.not_found": ["not-found", "There is no such webhook."],
  "webhook.delivery_not_found": ["not-found", "There is no such delivery; they are kept for 30 days."],
  "webhook.url_refused": ["unprocessable", "Webhooks go to https URLs with a public host only."],
  "webhook.too_many": ["conflict", "There are as many webhooks as there may be. Delete one first."],
  "webhook.source_unknown": ["not-found", "No webhooks are taken from this source."],
  "webhook.signature_invalid": ["unauthenticated", "The webhook's signature is missing, wrong or too old."],
  "api_key.not_found": ["not-found", "There is no such API key."],
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

/** The members of a problem (RFC 9457) that its code decides. */
export function problemOf(code: ErrorCode) {
  const [kind, title] = errorCodes[code];
  return { type: "about:blank", title, status: httpStatus[kind], code };
}

/** The headers of every problem. A client may repeat a request that was throttled, or that found the service busy. */
export const problemHeaders = (status: number, retryAfterSeconds = 1): Record<string, string> => ({
  "content-type": "application/problem+json",
  "cache-control": "no-store",
  ...(status === httpStatus.throttled || status === httpStatus.unavailable
    ? { "retry-after": String(retryAfterSeconds) }
    : {}),
});
