import { type AuthRule, keyScopes } from "@tradewind/blueprint/language/access";
import type { Route } from "@tradewind/blueprint/language/define";
import type { Answer, ApiDocument, Operation } from "./document.ts";
import { Html, html, inline, joined, prose, table } from "./html.ts";
import { formOf } from "./schema-form.ts";
import { formCell, nameCell } from "./schemas.ts";

/** An operation of the document with the route that it describes. */
export interface Described {
  route: Route;
  operation: Operation;
}

const number = new Intl.NumberFormat("en-GB");
const either = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** The operations of one tag: a list of them, and then each. */
export const tagSection = (
  { name, description }: ApiDocument["tags"][number],
  operations: readonly Described[],
  links: Links,
): Html => html`<section aria-labelledby="${idOfTag(name)}">
<h2 id="${idOfTag(name)}">${titleOf(name)}</h2>
<p>${description}</p>
<ul class="operations">
${operations.map(
  ({ route, operation }) =>
    html`<li><a href="#${operation.operationId}">${request(route)}</a> <span>${route.summary}</span></li>\n`,
)}</ul>
${operations.map((described) => article(described, links))}
</section>
`;

export const idOfTag = (name: string) => `tag-${name.replaceAll(/\W+/g, "-").replace(/-$/, "")}`;
export const titleOf = (tag: string) =>
  (tag.charAt(0).toUpperCase() + tag.slice(1)).replaceAll("-", " ").replace(/^Api\b/, "API");

/** Bounds and addresses that hold for all operations. */
export interface Links {
  largestBodyKb: number;
  /** The address of an error code on the page. */
  errorLink: (code: string) => string | undefined;
}

const request = ({ method, path }: Route): Html =>
  html`<span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code>`;

const article = (
  { route, operation }: Described,
  links: Links,
): Html => html`<article aria-labelledby="${operation.operationId}">
<h3 id="${operation.operationId}">${request(route)}</h3>
<p class="summary">${route.summary}</p>
${route.description !== undefined && prose(route.description)}
<dl>
<dt>Who may call</dt><dd>${whoMayCall(route.auth)}</dd>
<dt>Limits</dt><dd>${limitsOf(route, links)}</dd>
<dt>Name in the client</dt><dd><code>${operation.operationId}</code></dd>
</dl>
${parametersOf(operation)}${bodyOf(operation)}${answersOf(operation, links)}
</article>
`;

const ACCESS: Readonly<Record<AuthRule & string, string>> = {
  none: "Everybody. No token is read.",
  optional: "Everybody. A token may be sent and is ignored.",
  "signed-in": "Signed-in customers, and guests with a session where the shop lets guests order.",
  account: "Signed-in customers with an account.",
  "signed-in-mfa":
    "Signed-in customers who passed a second factor, unless this deployment allows checkout without one.",
};

function whoMayCall(auth: AuthRule): Html {
  if (typeof auth === "string") return html`${ACCESS[auth]}`;
  const { groups, permission } = auth;
  const isScope = keyScopes.some((scope) => scope === permission);
  return html`Staff with the permission <code>${permission}</code>: ${either.format(groups)}, signed in with a second factor.${isScope && " API keys with this scope may call it, too."}`;
}

function limitsOf({ throttle, body, largestBodyKb, cache }: Route, links: Links): string {
  const { rate, burst } = throttle;
  return [
    `${number.format(rate)} requests a second, with bursts of ${number.format(burst)}.`,
    ...(body ? [`A body of at most ${largestBodyKb ?? links.largestBodyKb} KB.`] : []),
    ...(cache ? [`Answers are cached for ${cache.ttlSeconds} seconds.`] : []),
  ].join(" ");
}

function parametersOf({ parameters }: Operation): Html {
  if (parameters.length === 0) return html``;
  const rows = parameters.map(({ name, in: place, required, description, schema }) => [
    nameCell(name, required),
    html`${place}`,
    formCell(schema, description ?? schema.description),
  ]);
  return html`<h4>Parameters</h4>\n${table({ caption: "Parameters", columns: ["Name", "Place", "Form"], rows })}`;
}

function bodyOf({ requestBody }: Operation): Html {
  if (!requestBody) return html``;
  return html`<h4>Body</h4>\n<p>${contentOf(requestBody.content)}</p>\n`;
}

/** The schema and its media types, which all have the same schema. */
function contentOf(content: NonNullable<Answer["content"]>): Html {
  const [schema] = Object.values(content);
  const types = Object.keys(content).map((type) => html`<code>${type}</code>`);
  return html`${formOf(schema?.schema ?? {})} as ${joined(types, " or ")}`;
}

function answersOf({ responses }: Operation, { errorLink }: Links): Html {
  const rows = Object.entries(responses).map(([status, answer]) => [
    html`${status === "default" ? "Other" : status}`,
    html`${joined(
      answer.description.split("\n\n").map((line) => inline(line, errorLink)),
      "<br>",
    )}${successOf(answer)}${headersOf(answer)}`,
  ]);
  return html`<h4>Answers</h4>\n${table({ kind: "answers", caption: "Answers", columns: ["Status", "Answer"], rows })}`;
}

/** The body of an answer. All problems have one form, which the page names once. */
function successOf({ content }: Answer): Html {
  const isProblem = content && "application/problem+json" in content;
  return content && !isProblem ? html`<br>${contentOf(content)}` : html``;
}

/** Headers besides those that any answer can have. */
function headersOf({ headers = {} }: Answer): Html {
  const names = Object.keys(headers).filter((name) => name !== "X-Correlation-Id" && name !== "Retry-After");
  return names.length === 0
    ? html``
    : html`<br>with ${joined(
        names.map((name) => html`<code>${name}</code>`),
        ", ",
      )}`;
}
