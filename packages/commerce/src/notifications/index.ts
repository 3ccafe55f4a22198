/** Mail to customers: one per event, however often the event arrives. */
import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { emailSender } from "@tradewind/blueprint/messaging";
import type { Context } from "../context.ts";
import { profile } from "../identity/index.ts";
import { once } from "../messaging/index.ts";
import { linked } from "../storage/linked.ts";
import type { Mail } from "./letter.ts";

export * from "./return-templates.ts";
export * from "./templates.ts";

const ses = new SESv2Client({});
const CONSUMER = "mail";

export const Notifications = {
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
            Simple: { Subject: { Data: subject }, Body: { Text: { Data: text }, Html: { Data: html } } },
          },
        }),
      );
    });
  },
};
