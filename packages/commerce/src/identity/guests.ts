import { randomInt } from "node:crypto";
import { Entity } from "electrodb";
import { guestSession } from "@tradewind/blueprint/areas/guests";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import { DomainError } from "../platform/errors.ts";
import { sendMail } from "../platform/mail.ts";
import { DAY_SECONDS, epochSeconds } from "../platform/time.ts";
import { admit } from "./attempts.ts";
import { canonicalEmail } from "./cognito.ts";
import { GuestEntity } from "./guest-profile.ts";
import { type GuestToken, sealGuest } from "./guest-tokens.ts";
import { keyedHash } from "./sealed.ts";
import { checkout } from "./tokens.ts";

const SECONDS = 60;

/** A code that was mailed. The item reveals neither the address nor the code. */
const CodeEntity = new Entity(
  {
    model: { service: "tradewind", entity: "guestCode", version: "1" },
    attributes: {
      subject: { type: "string", required: true },
      code: { type: "string", required: true },
      tries: { type: "number", required: true },
      /** Epoch seconds. */
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["subject"], casing: "none" },
        sk: { field: "sk", composite: [], casing: "none" },
      },
    },
  },
  inCommerceTable(),
);

const subjectOf = (email: string) => keyedHash("guest-code", email);
const secretOf = (email: string, code: string) => keyedHash("guest-code", `${email} ${code}`);

/**
 * Mails a code that opens a guest's session once.
 * @throws route.not_found, auth.too_many_attempts
 */
export async function requestGuestCode(ctx: Context, { email }: { email: string }): Promise<void> {
  requireGuestCheckout();
  const to = canonicalEmail(email);
  await admit(ctx, { action: "guest-code", account: to });
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  await CodeEntity.put({
    subject: subjectOf(to),
    code: secretOf(to, code),
    tries: 0,
    expiresAt: epochSeconds(ctx) + guestSession.codeMinutes * SECONDS,
  }).go(electroOptions);
  await sendMail(ctx, to, {
    subject: "Your code for Tradewind",
    text: `Your code to continue as a guest is ${code}. It is valid for ${guestSession.codeMinutes} minutes and works once. If you did not ask for it, please ignore this mail.`,
  });
}

/**
 * Opens a guest's session with a mailed code.
 * @throws route.not_found, auth.code_invalid, auth.too_many_attempts
 */
export async function openGuestSession(ctx: Context, { email, code }: { email: string; code: string }) {
  requireGuestCheckout();
  const account = canonicalEmail(email);
  await admit(ctx, { action: "guest-session", account });
  await spend(ctx, account, code);
  const guestId = ctx.ids.next("gst");
  const now = epochSeconds(ctx);
  const expiresIn = guestSession.minutes * SECONDS;
  await GuestEntity.create({
    guestId,
    email: account,
    expiresAt: now + guestSession.keptDays * DAY_SECONDS,
  }).go(electroOptions);
  const token: GuestToken = { guestId, issuedAt: now, expiresAt: now + expiresIn };
  return { accessToken: sealGuest(token), expiresIn };
}

/**
 * Counts the try first, right or wrong, then removes a right code: two requests at once cannot both
 * use it.
 */
async function spend(ctx: Context, email: string, code: string): Promise<void> {
  const subject = subjectOf(email);
  const secret = secretOf(email, code);
  const now = epochSeconds(ctx);
  try {
    const { data } = await CodeEntity.patch({ subject })
      .add({ tries: 1 })
      .where(
        (one, { lt, gt }) =>
          `${lt(one.tries, guestSession.codeTries as number)} AND ${gt(one.expiresAt, now)}`,
      )
      .go({ ...electroOptions, response: "all_new" });
    if (data.code !== secret) throw new DomainError("auth.code_invalid");
    await CodeEntity.remove({ subject })
      .where((one, { eq }) => eq(one.code, secret))
      .go(electroOptions);
  } catch (cause) {
    if (cause instanceof Error && cause.name === "ConditionalCheckFailedException")
      throw new DomainError("auth.code_invalid", { cause });
    throw cause;
  }
}

function requireGuestCheckout(): void {
  if (checkout() !== "guest") throw new DomainError("route.not_found");
}
