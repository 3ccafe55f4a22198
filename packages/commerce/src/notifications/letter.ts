import { escapeHtml } from "../platform/html.ts";

/** A mail with the same content as text and as HTML. */
export interface Mail {
  subject: string;
  text: string;
  html: string;
}

/** A paragraph, or a list of lines. */
type Block = string | readonly string[];

const SIGNATURE = "Your Tradewind shop";

/**
 * Writes a mail to a customer. Names and texts come from outside, so the HTML version escapes all
 * of them.
 */
export function letter(subject: string, name: string, ...blocks: readonly Block[]): Mail {
  const all: readonly Block[] = [`Hello ${name},`, ...blocks, SIGNATURE];
  return {
    subject,
    text: all.map((block) => (typeof block === "string" ? block : textList(block))).join("\n\n"),
    html: page(
      subject,
      all.map((block) => (typeof block === "string" ? paragraph(block) : htmlList(block))).join("\n"),
    ),
  };
}

const textList = (lines: readonly string[]) => lines.map((line) => `  ${line}`).join("\n");
const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>`;
const htmlList = (lines: readonly string[]) =>
  `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul>`;

const page = (title: string, content: string) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
<body style="font-family: sans-serif; line-height: 1.5; max-width: 36em; margin: 2em auto">
${content}
</body>
</html>
`;
