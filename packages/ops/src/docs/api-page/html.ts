import { escapeHtml } from "@tradewind/commerce/platform/html";

/** Markup that is complete and escaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Content = Html | string | number | undefined | false | readonly Content[];

/** Makes markup of a template. Values are escaped, unless they are markup themselves. */
export const html = (strings: TemplateStringsArray, ...values: Content[]): Html =>
  new Html(strings.map((text, index) => text + textOf(values[index])).join(""));

function textOf(value: Content): string {
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(textOf).join("");
  return value === undefined || value === false ? "" : escapeHtml(String(value));
}

export const joined = (parts: readonly Html[], separator: string): Html =>
  new Html(parts.map(({ text }) => text).join(separator));

/** A line of the description, in which backticks mean code. `link` may name an address for code. */
export function inline(text: string, link: (code: string) => string | undefined = () => undefined): Html {
  const parts = text.split("`").map((part, index) => {
    if (index % 2 === 0) return html`${part}`;
    const target = link(part);
    return target === undefined
      ? html`<code>${part}</code>`
      : html`<a href="${target}"><code>${part}</code></a>`;
  });
  return joined(parts, "");
}

/** Paragraphs, with an empty line between them in the text. */
export const prose = (text: string, link?: (code: string) => string | undefined): Html =>
  joined(
    text.split("\n\n").map((paragraph) => html`<p>${inline(paragraph, link)}</p>`),
    "\n",
  );

interface Table {
  /** A class for the style. */
  kind?: "answers" | "errors";
  caption: string;
  columns: readonly string[];
  /** The cells of each row. The first one is the row's header. */
  rows: readonly (readonly Html[])[];
}

export const table = ({
  kind,
  caption,
  columns,
  rows,
}: Table): Html => html`<table${kind && html` class="${kind}"`}>
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${joined(
  rows.map(
    ([header = html``, ...cells]) =>
      html`<tr><th scope="row">${header}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  ),
  "\n",
)}
</tbody>
</table>
`;
