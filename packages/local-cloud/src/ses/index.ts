import type { CreateEmailIdentityResponse, GetEmailIdentityResponse } from "@aws-sdk/client-sesv2";
import { Input } from "../protocols/input.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { restJsonService } from "../protocols/rest-json.ts";
import type { Collection } from "../kernel/store.ts";
import { AwsError, type Service } from "../kernel/wire.ts";
import { type Mail, Mailbox } from "./mailbox.ts";
import { sendEmail } from "./send-email.ts";

export type { Mail } from "./mailbox.ts";

interface Identity {
  name: string;
}

/** Amazon SES, version 2 of its API: mail goes to a mailbox on this machine. */
export class Ses {
  readonly service: Service;
  readonly #kernel: Kernel;
  readonly #mailbox: Mailbox;
  readonly #identityRows: Collection<Identity>;
  readonly #identities = new Set<string>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#mailbox = new Mailbox(kernel);
    this.#identityRows = kernel.store.collection("ses.identities");
    for (const [name] of this.#identityRows.load()) this.#identities.add(name);
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
          action: (input) => this.#createIdentity(input),
        },
        {
          operation: "GetEmailIdentity",
          method: "GET",
          path: "/v2/email/identities/{EmailIdentity}",
          action: (input) => this.#getIdentity(input),
        },
      ],
    });
  }

  /** What was sent, one entry for each recipient, newest first. */
  messages(): Mail[] {
    return this.#mailbox.newestFirst();
  }

  /** Tells of each mail from now on. */
  onMail(listener: (mail: Mail) => void): void {
    this.#mailbox.listener = listener;
  }

  /** Sends for another service of the cloud; resolves once the mail is durable. */
  async deliver(mail: { to: string; subject: string; text: string }): Promise<void> {
    this.#mailbox.put({ ...mail, at: this.#kernel.clock.now() });
    this.#kernel.meter.record("ses", "SendEmail", { requests: 1 }, { request: Buffer.byteLength(mail.text) });
    await this.#kernel.store.durable();
  }

  async #createIdentity(members: Record<string, unknown>): Promise<CreateEmailIdentityResponse> {
    const name = identityOf(members);
    if (this.#identities.has(name)) {
      throw new AwsError("AlreadyExistsException", `Email identity ${name} already exist.`);
    }
    this.#identities.add(name);
    this.#identityRows.put(name, { name });
    await this.#kernel.store.durable();
    return { IdentityType: typeOf(name), VerifiedForSendingStatus: true };
  }

  #getIdentity(members: Record<string, unknown>): GetEmailIdentityResponse {
    const name = identityOf(members);
    if (!this.#identities.has(name)) {
      throw new AwsError("NotFoundException", `Email identity ${name} does not exist.`, { status: 404 });
    }
    return {
      IdentityType: typeOf(name),
      VerifiedForSendingStatus: true,
      VerificationStatus: "SUCCESS",
      FeedbackForwardingStatus: true,
    };
  }
}

function identityOf(members: Record<string, unknown>): string {
  return new Input(members, "BadRequestException").text("EmailIdentity", { min: 1, max: 320 });
}

function typeOf(identity: string): "EMAIL_ADDRESS" | "DOMAIN" {
  return identity.includes("@") ? "EMAIL_ADDRESS" : "DOMAIN";
}
