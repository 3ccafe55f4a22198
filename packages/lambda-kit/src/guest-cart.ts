import { guestCartCookie, sessionCookie } from "@tradewind/blueprint/ground/browser-session";
import { GUEST_CART_DAYS } from "@tradewind/blueprint/ground/limits";
import { DomainError } from "@tradewind/commerce/platform/errors";
import type { Caller } from "./caller.ts";
import { FailureWithCookies, WithCookies } from "./with-cookies.ts";

const CART_SECONDS = GUEST_CART_DAYS * 24 * 60 * 60;
const noGuestCart = sessionCookie(guestCartCookie, "", 0);

/**
 * The token of the guest's cart: a browser has it in a cookie, other clients send it.
 * @throws cart.not_found for a browser without a cart, request.invalid for another client
 */
export function guestCartToken(
  { browser, guestCart }: Caller,
  sent: string | undefined,
  pointer = "/headers/cart-token",
): string {
  const token = sent ?? (guestCart || undefined);
  if (token !== undefined) return token;
  if (browser) throw new DomainError("cart.not_found");
  throw new DomainError("request.invalid", {
    violations: [{ pointer, detail: "Required" }],
  });
}

/**
 * Answers by a call on the guest's cart. A browser whose cart no longer exists loses its cookie.
 * @throws as `call` and guestCartToken do
 */
export async function onGuestCart<Answer>(
  caller: Caller,
  sent: string | undefined,
  call: (token: string) => Promise<Answer>,
): Promise<Answer> {
  const token = guestCartToken(caller, sent);
  try {
    return await call(token);
  } catch (error) {
    const gone = error instanceof DomainError && error.code === "cart.not_found";
    throw gone && token === caller.guestCart ? new FailureWithCookies(error, [noGuestCart]) : error;
  }
}

/**
 * Answers by a change of the guest's cart. A change gives the cart thirty more days, and so the
 * cookie of a browser.
 * @throws as onGuestCart does
 */
export const changeGuestCart = <Body>(
  caller: Caller,
  sent: string | undefined,
  change: (token: string) => Promise<Body>,
) =>
  onGuestCart(caller, sent, async (token) => {
    const body = await change(token);
    return token === caller.guestCart ? withGuestCart(token, body) : body;
  });

/** Gives a browser the token in a cookie that scripts cannot read, and others in the body. */
export function guestCartFor<Opened extends { token: string }>({ browser }: Caller, opened: Opened) {
  if (!browser) return opened;
  const { token, ...rest } = opened;
  return withGuestCart(token, rest);
}

/** Gives a browser the token of the cart that it has now. */
export const withGuestCart = <Body>(token: string, body: Body) =>
  new WithCookies(body, [sessionCookie(guestCartCookie, token, CART_SECONDS)]);

/** Clears a browser's cookie. The guest's cart no longer exists. */
export const withoutGuestCart = <Body>({ guestCart }: Caller, body: Body) =>
  guestCart === "" ? body : new WithCookies(body, [noGuestCart]);
