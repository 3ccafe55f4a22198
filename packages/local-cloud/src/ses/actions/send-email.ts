import type { SendEmailResponse } from "@aws-sdk/client-sesv2";
import type { Kernel } from "../../kernel/kernel.ts";
import { Input } from "../../protocols/input.ts";
import { badRequest } from "../errors.ts";
import type { Mail, Mailbox } from "../state/mailbox.ts";

const MOST_RECIPIENTS = 50;
const ADDRESS = /^[^@<>\s]+@[^@<>\s]+$/;
const NAMED_ADDRESS = /^[^<>]*<([^@<>\s]+@[^@<>\s]+)>$/;

/**
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html, simple content only.
 */
export async function sendEmail(
  kernel: Kernel,
  mailbox: Mailbox,
  members: Record<string, unknown>,
): Promise<SendEmailResponse> {
  const input = new Input(members, "BadRequestException");
  const from = input.text("FromEmailAddress");
  requireAddress(from);
  const destination = input.structure("Destination");
  const recipients = ["ToAddresses", "CcAddresses", "BccAddresses"].flatMap(
    (name) => destination?.texts(name) ?? [],
  );
  if (recipients.length === 0 || recipients.length > MOST_RECIPIENTS) {
    throw badRequest(`Recipient count must be between 1 and ${MOST_RECIPIENTS}.`);
  }
  const { subject, text, html, headers } = simpleContent(input);
  for (const recipient of recipients) {
    const mail: Mail = { to: requireAddress(recipient), from, subject, text, at: kernel.clock.now() };
    if (html !== undefined) mail.html = html;
    if (headers) mail.headers = headers;
    mailbox.put(mail);
  }
  await kernel.store.durable();
  return { MessageId: kernel.random.uuid() };
}

function simpleContent(
  input: Input,
): Pick<Mail, "subject" | "text"> & { html: string | undefined; headers: Mail["headers"] } {
  const content = input.structure("Content");
  const simple = content?.structure("Simple");
  if (!simple)
    throw badRequest("The local cloud sends simple content only, neither raw messages nor templates.");
  const body = simple.structure("Body");
  const html = body?.structure("Html")?.text("Data");
  const text = body?.structure("Text")?.text("Data");
  if (html === undefined && text === undefined) throw badRequest("Message body is empty.");
  const subject = simple.structure("Subject")?.text("Data") ?? "";
  return { subject, text: text ?? "", html, headers: headersOf(simple) };
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageHeader.html */
function headersOf(simple: Input): Mail["headers"] {
  const given = simple.structures("Headers") ?? [];
  if (given.length === 0) return undefined;
  return Object.fromEntries(
    given.map((header) => [
      header.text("Name", { max: 126, pattern: /^[!-9;-~]+$/ }),
      header.text("Value", { max: 870, pattern: /^[ -~]*$/ }),
    ]),
  );
}

/** The bare address of `a@example.com` or `Name <a@example.com>`. */
function requireAddress(given: string): string {
  const address = NAMED_ADDRESS.exec(given)?.[1] ?? (ADDRESS.test(given) ? given : undefined);
  if (address === undefined) throw badRequest("Missing final '@domain'");
  return address;
}
