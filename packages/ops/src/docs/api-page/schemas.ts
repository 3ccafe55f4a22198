import type { Schema } from "./document.ts";
import { Html, html, inline, joined, table } from "./html.ts";
import { formOf } from "./schema-form.ts";

/** All named schemas, each once, with their members and an example. */
export const schemasSection = (
  schemas: Readonly<Record<string, Schema>>,
): Html => html`<section aria-labelledby="schemas">
<h2 id="schemas">Schemas</h2>
<p>Members without the mark “required” may be absent.</p>
${Object.entries(schemas).map(([name, schema]) => schemaArticle(name, schema))}
</section>
`;

const schemaArticle = (name: string, schema: Schema): Html => html`<article aria-labelledby="schema-${name}">
<h3 id="schema-${name}">${name}</h3>
${schema.description !== undefined && html`<p>${inline(schema.description)}</p>`}
${schema.properties ? members(name, schema) : html`<p>${formOf(schema)}</p>`}
${exampleOf(schema)}
</article>
`;

function members(name: string, { properties = {}, required = [], additionalProperties }: Schema): Html {
  const rows = Object.entries(properties).map(([member, schema]) => [
    nameCell(member, required.includes(member)),
    formCell(schema),
  ]);
  const rule = rulesFor(additionalProperties);
  if (rows.length === 0) return html`<p>Object without named members.</p>${rule}`;
  return html`${table({ caption: `Members of ${name}`, columns: ["Member", "Form"], rows })}${rule}`;
}

function rulesFor(additionalProperties: Schema["additionalProperties"]): Html {
  if (additionalProperties === false) return html`<p class="note">Further members are refused.</p>`;
  if (typeof additionalProperties === "object") return html`<p class="note">Further members are allowed.</p>`;
  return html``;
}

export const nameCell = (name: string, required: boolean): Html =>
  html`<code>${name}</code>${required && html` <span class="required">required</span>`}`;

export const formCell = (schema: Schema, description = schema.description): Html =>
  html`${formOf(schema)}${description !== undefined && html`<br>${inline(description)}`}`;

function exampleOf({ examples = [] }: Schema): Html {
  const blocks = examples.map((example) => html`<pre><code>${JSON.stringify(example, null, 2)}</code></pre>`);
  return blocks.length === 0
    ? html``
    : html`<details><summary>Example</summary>${joined(blocks, "")}</details>`;
}
