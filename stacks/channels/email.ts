import { blueprint } from "@tradewind/blueprint";
import type { EmailSender } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";

/** SES writes to the address, and sends from it once the message is answered. */
export const emailSenders = byName(
  blueprint.emailSenders,
  ({ name, from }: EmailSender) => new aws.sesv2.EmailIdentity(name, { emailIdentity: from }),
);
