import type { Kernel } from "../kernel/kernel.ts";
import type { Service } from "../kernel/wire.ts";
import { restJsonService } from "../protocols/rest-json.ts";
import { createEmailIdentity, getEmailIdentity } from "./actions/email-identities.ts";
import { sendEmail } from "./actions/send-email.ts";
import { Identities } from "./state/identities.ts";
import { type Mail, Mailbox } from "./state/mailbox.ts";

export type { Mail } from "./state/mailbox.ts";

/** Amazon SES, version 2 of its API: mail goes to a mailbox on this machine. */
export class Ses {
  readonly service: Service;
  readonly #kernel: Kernel;
  readonly #mailbox: Mailbox;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#mailbox = new Mailbox(kernel);
    const identities = new Identities(kernel);
    this.service = restJsonService({
      name: "ses",
      onCall: (operation, { body }) => {
        kernel.meter.record("ses", operation, { requests: 1 }, { request: body.length });
      },
      routes: [
        {
          operation: "SendEmail",
          method: "POST",
          path: "/v2/email/outbound-emails",
          action: (input) => sendEmail(kernel, this.#mailbox, input),
        },
        {
          operation: "CreateEmailIdentity",
          method: "POST",
          path: "/v2/email/identities",
          action: (input) => createEmailIdentity(kernel, identities, input),
        },
        {
          operation: "GetEmailIdentity",
          method: "GET",
          path: "/v2/email/identities/{EmailIdentity}",
          action: (input) => getEmailIdentity(identities, input),
        },
      ],
    });
  }

  /** The mail that was sent, one entry for each recipient, newest first. */
  messages(): Mail[] {
    return this.#mailbox.newestFirst();
  }

  /** Calls `listener` for each mail from now on. */
  onMail(listener: (mail: Mail) => void): void {
    this.#mailbox.listener = listener;
  }

  /** Sends for another service of the cloud; resolves once the mail is durable. */
  async deliver(mail: { to: string; subject: string; text: string }): Promise<void> {
    this.#mailbox.put({ ...mail, at: this.#kernel.clock.now() });
    this.#kernel.meter.record("ses", "SendEmail", { requests: 1 }, { request: Buffer.byteLength(mail.text) });
    await this.#kernel.store.durable();
  }
}
