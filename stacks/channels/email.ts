import { blueprint } from "@tradewind/blueprint";
import type { EmailSender } from "@tradewind/blueprint/language/resources";
import { byName } from "../by-name.ts";

/** SES sends a mail to the address, and can send from it after somebody confirms that mail. */
export const emailSenders = byName(
  blueprint.emailSenders,
  ({ name, from }: EmailSender) => new aws.sesv2.EmailIdentity(name, { emailIdentity: from }),
);
