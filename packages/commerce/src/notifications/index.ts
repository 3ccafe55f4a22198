/** Mail to customers: one per event, however often the event arrives. */
import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { emailSender } from "@tradewind/blueprint/messaging";
import type { Context } from "../context.ts";
import { profile } from "../identity/index.ts";
import { handled, once } from "../messaging/index.ts";
import { linked } from "../storage/linked.ts";
import type { Mail } from "./letter.ts";

export * from "./return-templates.ts";
export * from "./templates.ts";

const ses = new SESv2Client({});
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
      const { email, name } = await profile(customerId);
      const { subject, text, html } = write(name);
      await ses.send(
        new SendEmailCommand({
          FromEmailAddress: linked(emailSender).sender,
          Destination: { ToAddresses: [email] },
          Content: {
            Simple: {
              Subject: { Data: subject },
              Body: { Text: { Data: text }, Html: { Data: html } },
              // What a customer writes back about is found by it.
              Headers: [{ Name: "X-Correlation-Id", Value: ctx.correlationId }],
            },
          },
        }),
      );
    });
  },
};
