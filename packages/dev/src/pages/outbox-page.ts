import type { Mail } from "@tradewind/local-cloud";

/** A page of all mails that customers would have received, newest first. */
export function outboxPage(mails: readonly Mail[]): string {
  const count = mails.length === 1 ? "1 mail" : `${mails.length} mails`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Outbox: ${count}</title>
<style>
  body { font-family: sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em }
  summary { cursor: pointer; padding: .5em 0; border-bottom: 1px solid #ddd }
  time, .to { color: #666; font-size: .9em; margin-left: 1em }
  iframe { width: 100%; height: 24em; border: 1px solid #ddd }
</style>
</head>
<body>
<h1>Outbox</h1>
<p>${count}. No mail leaves this machine. The same list as JSON: <code>curl …/_local/outbox</code></p>
${mails.map(entry).join("\n")}
</body>
</html>
`;
}

/** A mail's content may come from strangers, so a sandboxed frame shows it and runs no script. */
function entry({ to, subject, text, html, at }: Mail): string {
  const time = new Date(at).toISOString();
  const content =
    html === undefined
      ? `<pre>${escapeHtml(text)}</pre>`
      : `<iframe sandbox srcdoc="${escapeHtml(html)}"></iframe>`;
  return `<details>
<summary>${escapeHtml(subject)} <span class="to">${escapeHtml(to)}</span> <time datetime="${time}">${time.slice(0, 19).replace("T", " ")}</time></summary>
${content}
</details>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeHtml = (text: string) => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
