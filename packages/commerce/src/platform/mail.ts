import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import { emailSender } from "@tradewind/blueprint/areas/notifications";
import { ses } from "./clients/ses.ts";
import type { Context } from "./context.ts";
import { resourceOf } from "./resource-of.ts";

/** Sends a mail from the shop; the HTML part is optional. */
export async function sendMail(
  { correlationId }: Context,
  to: string,
  { subject, text, html }: { subject: string; text: string; html?: string },
): Promise<void> {
  await ses.send(
    new SendEmailCommand({
      FromEmailAddress: resourceOf(emailSender).sender,
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: { Data: subject },
          Body: { Text: { Data: text }, ...(html !== undefined && { Html: { Data: html } }) },
          // When a customer replies, support finds the logs by this id.
          Headers: [{ Name: "X-Correlation-Id", Value: correlationId }],
        },
      },
    }),
  );
}
