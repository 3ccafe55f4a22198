/** One mail per event, however often the event arrives. */

import { addressee } from "../identity/index.ts";
import type { Contact, Context } from "../platform/context.ts";
import { sendMail } from "../platform/mail.ts";
import { handledEvents, once } from "../platform/messaging/index.ts";
import type { Mail } from "./letter.ts";

const CONSUMER = "mail";

interface AddressedMail {
  to: string;
  mail: Mail;
}

/**
 * Addresses a mail to a customer. `write` gets the customer's name.
 * @param known the contact that the order has; without it, the account or the guest is read
 */
export async function toCustomer(
  customerId: string,
  known: Contact | undefined,
  write: (name: string) => Mail,
): Promise<AddressedMail> {
  const { email, name } = known ?? (await addressee(customerId));
  return { to: email, mail: write(name) };
}

/** The mails that were sent about these events, with their times. */
export async function mailsOf(eventIds: readonly string[]): Promise<{ eventId: string; at: string }[]> {
  const events = await handledEvents(CONSUMER, eventIds);
  return events.flatMap(({ eventId, doneAt: at }) => (at ? [{ eventId, at }] : []));
}

/**
 * Sends one mail for the event. `compose` returns `undefined` when the mail is no longer needed.
 */
export async function mailOnce(
  ctx: Context,
  eventId: string,
  compose: () => Promise<AddressedMail | undefined>,
): Promise<void> {
  await once(ctx, CONSUMER, eventId, async () => {
    const composed = await compose();
    if (composed) await sendMail(ctx, composed.to, composed.mail);
  });
}
