import { seal, unseal } from "./sealed.ts";

/** The session of somebody who orders without an account. Times in epoch seconds. */
export interface GuestToken {
  guestId: string;
  issuedAt: number;
  expiresAt: number;
}

/** Tells them from Cognito's tokens, which begin with the header of a JWT. */
const PREFIX = "guest.";

export const sealedGuest = (token: GuestToken) => PREFIX + seal("guest-session", { ...token });

export const isGuestToken = (token: string) => token.startsWith(PREFIX);

/** The guest that a token is for, unless it is not ours or over. */
export function openGuest(token: string, now: number): GuestToken | undefined {
  const guest = unseal<GuestToken>("guest-session", token.slice(PREFIX.length));
  return guest && guest.expiresAt > now ? guest : undefined;
}

export const isGuest = (customerId: string) => customerId.startsWith("gst_");
