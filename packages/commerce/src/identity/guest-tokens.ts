import { seal, unseal } from "./sealed.ts";

/** The session of somebody who orders without an account. Times in epoch seconds. */
export interface GuestToken {
  guestId: string;
  issuedAt: number;
  expiresAt: number;
}

/** Tells guest tokens from Cognito's, which begin with the header of a JWT. */
const PREFIX = "guest.";

export const sealGuest = (token: GuestToken) => PREFIX + seal("guest-session", { ...token });

export const isGuestToken = (token: string) => token.startsWith(PREFIX);

/** Returns the guest of a token; undefined when the token is not ours or has expired. */
export function openGuest(token: string, now: number): GuestToken | undefined {
  const guest = unseal<GuestToken>("guest-session", token.slice(PREFIX.length));
  return guest && guest.expiresAt > now ? guest : undefined;
}

export const isGuest = (customerId: string) => customerId.startsWith("gst_");
