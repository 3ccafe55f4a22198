import { mkdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Mail } from "@tradewind/local-cloud";

const BOUNDARY = "=_part";
const LINE = /.{1,76}/g;

const base64Lines = (text: string) => Buffer.from(text).toString("base64").match(LINE)?.join("\r\n") ?? "";

/**
 * Encodes a header's value (RFC 2047): headers are ASCII, and a line break would begin another
 * header.
 */
const encodeHeader = (text: string) =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;

const bodyPart = (type: string, text: string) => [
  `--${BOUNDARY}`,
  `Content-Type: ${type}; charset=utf-8`,
  "Content-Transfer-Encoding: base64",
  "",
  base64Lines(text),
];

/** A mail in the format of `.eml` files (RFC 5322). */
export function emlOf({ to, from = "shop@localhost", subject, text, html, headers = {}, at }: Mail): string {
  return [
    `Date: ${new Date(at).toUTCString()}`,
    `From: ${encodeHeader(from)}`,
    `To: ${encodeHeader(to)}`,
    `Subject: ${encodeHeader(subject)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${encodeHeader(value)}`),
    "MIME-Version: 1.0",
    `Content-Type: multipart/alternative; boundary="${BOUNDARY}"`,
    "",
    ...bodyPart("text/plain", text),
    ...(html === undefined ? [] : bodyPart("text/html", html)),
    `--${BOUNDARY}--`,
    "",
  ].join("\r\n");
}

/**
 * Writes each mail to a file in `folder`, named by its time. The returned function resolves when
 * all mails are written.
 */
export function keepMailIn(
  folder: string,
  onMail: (listener: (mail: Mail) => void) => void,
): () => Promise<void> {
  mkdirSync(folder, { recursive: true });
  let written = Promise.resolve();
  let count = 0;
  onMail((mail) => {
    count += 1;
    const time = new Date(mail.at).toISOString().replaceAll(":", "");
    const file = join(folder, `${time}-${String(count).padStart(4, "0")}.eml`);
    // The outbox has the mail too, so a full disk must not fail the shop.
    written = written.then(() => writeFile(file, emlOf(mail))).catch(() => undefined);
  });
  return () => written;
}
