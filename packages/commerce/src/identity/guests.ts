import { epochSeconds, DAY_SECONDS } from "../platform/time.ts";
import { randomInt } from "node:crypto";
import { guestSession } from "@tradewind/blueprint/areas/guests";
import { Entity } from "electrodb";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { sendMail } from "../platform/mail.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { inCommerceTable } from "../platform/dynamodb/tables.ts";
import { admit } from "./attempts.ts";
import { canonical } from "./cognito.ts";
import { GuestEntity } from "./guest-profile.ts";
import { type GuestToken, sealedGuest } from "./guest-tokens.ts";
import { keyed } from "./sealed.ts";
import { checkout } from "./tokens.ts";

const SECONDS = 60;

/** A code that was mailed. Neither the address nor the code can be read from it. */
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

const subjectOf = (email: string) => keyed("guest-code", email);
const secretOf = (email: string, code: string) => keyed("guest-code", `${email} ${code}`);

/** Mails a code that opens a guest's session once. @throws route.not_found, auth.too_many_attempts */
export async function requestGuestCode(ctx: Context, { email }: { email: string }): Promise<void> {
  asGuest();
  const to = canonical(email);
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

/** @throws route.not_found, auth.code_invalid, auth.too_many_attempts */
export async function openGuestSession(ctx: Context, { email, code }: { email: string; code: string }) {
  asGuest();
  const account = canonical(email);
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
  return { accessToken: sealedGuest(token), expiresIn };
}

/** A try is counted whatever comes of it, and the right code is gone with it: two at once cannot both have it. */
async function spend(ctx: Context, email: string, code: string): Promise<void> {
  const subject = subjectOf(email);
  const secret = secretOf(email, code);
  const alive = epochSeconds(ctx);
  try {
    const { data } = await CodeEntity.patch({ subject })
      .add({ tries: 1 })
      .where(
        (one, { lt, gt }) =>
          `${lt(one.tries, guestSession.codeTries as number)} AND ${gt(one.expiresAt, alive)}`,
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

function asGuest(): void {
  if (checkout() !== "guest") throw new DomainError("route.not_found");
}
