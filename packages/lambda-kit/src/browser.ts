import { userPool } from "@tradewind/blueprint/areas/accounts/identity";
import { accessCookie, refreshCookie, sessionCookie } from "@tradewind/blueprint/ground/browser-session";
import type { Caller } from "./caller.ts";
import { WithCookies } from "./with-cookies.ts";

interface Tokens {
  accessToken: string;
  /** A guest has no refresh token. */
  refreshToken?: string;
  expiresIn: number;
}

const REFRESH_SECONDS = userPool.refreshTokenDays * 24 * 60 * 60;

/**
 * Gives a browser its tokens in cookies that scripts cannot read. Other clients get them in the
 * body.
 */
export function sessionFor<Outcome extends Tokens | { challenge: string }>(
  { browser }: Caller,
  outcome: Outcome,
) {
  if (!browser || !("accessToken" in outcome)) return outcome;
  const { accessToken, refreshToken, expiresIn } = outcome;
  return new WithCookies({ expiresIn }, [
    sessionCookie(accessCookie, accessToken, expiresIn),
    ...(refreshToken === undefined ? [] : [sessionCookie(refreshCookie, refreshToken, REFRESH_SECONDS)]),
  ]);
}

/** Clears a browser's token cookies. The tokens are no longer valid. */
export function withoutSession(caller: Caller): undefined | WithCookies<undefined>;
export function withoutSession<Body>(caller: Caller, body: Body): Body | WithCookies<Body>;
export function withoutSession({ browser }: Caller, body?: unknown) {
  if (!browser) return body;
  const cookies = [accessCookie, refreshCookie].map((name) => sessionCookie(name, "", 0));
  return new WithCookies(body, cookies);
}
