/** Mail to customers: one per event, however often the event arrives. */
import type { Context } from "../context.ts";
import { addressee } from "../identity/index.ts";
import { sendMail } from "../mail.ts";
import { handled, once } from "../messaging/index.ts";
import type { Mail } from "./letter.ts";

export * from "./return-templates.ts";
export * from "./templates.ts";

const CONSUMER = "mail";

export const Notifications = {
  /** When the mails about these events were sent, as far as they were. */
  async mailsOf(eventIds: readonly string[]): Promise<{ eventId: string; at: string }[]> {
    const events = await handled(CONSUMER, eventIds);
    return events.flatMap(({ eventId, doneAt: at }) => (at ? [{ eventId, at }] : []));
  },

  /** Sends what `write` makes of the customer's name, once for this event. */
  async mailOnce(
    ctx: Context,
    eventId: string,
    customerId: string,
    write: (name: string) => Mail,
  ): Promise<void> {
    await once(ctx, CONSUMER, eventId, async () => {
      const { email, name } = await addressee(customerId);
      await sendMail(ctx, email, write(name));
    });
  },
};
