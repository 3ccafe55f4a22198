import { type Blueprint, blueprint as tradewind } from "@tradewind/blueprint";
import { openApiDocument } from "@tradewind/blueprint/derived/openapi";
import { type ErrorCode, errorCodes, problemOf } from "@tradewind/blueprint/language/errors";
import type { ApiDocument } from "./document.ts";
import { Html, html, inline, table } from "./html.ts";
import { type Described, idOfTag, type Links, tagSection, titleOf } from "./operations.ts";
import { schemasSection } from "./schemas.ts";

/**
 * The page `docs/api-docs.html`: the description of the API, for people. It has no script and no
 * inline style, so that it can be shown under the policy of the shop's pages.
 */
export function apiPage(blueprint: Blueprint = tradewind): string {
  const document = openApiDocument(blueprint) as unknown as ApiDocument;
  const operations = operationsOf(blueprint, document);
  const links: Links = {
    largestBodyKb: blueprint.firewall.largestBodyKb,
    errorLink: (code) => (Object.hasOwn(errorCodes, code) ? `#error-${code}` : undefined),
  };
  const sections = document.tags.map((tag) =>
    tagSection(
      tag,
      operations.filter(({ operation }) => operation.tags.includes(tag.name)),
      links,
    ),
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${document.info.title} API</title>
<link rel="stylesheet" href="api-docs.css">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<h1>${document.info.title} API</h1>
<p>Version ${document.info.version}, with ${operations.length} operations. Programs read <a href="/api/openapi.json">the same as OpenAPI 3.1</a>.</p>
</header>
<nav aria-label="Sections">
<ul>
${[
  ["rules", "Rules"],
  ...document.tags.map(({ name }) => [idOfTag(name), titleOf(name)]),
  ["schemas", "Schemas"],
  ["errors", "Error codes"],
].map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>\n`)}</ul>
</nav>
<main id="main" tabindex="-1">
${rules(document, links)}
${sections}
${schemasSection(document.components.schemas)}
${errorsSection()}
</main>
</body>
</html>
`.text;
}

function operationsOf({ api }: Blueprint, { paths }: ApiDocument): Described[] {
  return api.routes.map((route) => {
    const operation = paths[route.path]?.[route.method.toLowerCase()];
    if (!operation) throw new Error(`The document lacks ${route.method} ${route.path}.`);
    return { route, operation };
  });
}

/** A rule of all operations is a sentence of the document's description. */
const rules = (
  { info, components }: ApiDocument,
  { errorLink }: Links,
): Html => html`<section aria-labelledby="rules">
<h2 id="rules">Rules</h2>
<ul>
${info.description.split(/(?<=\.) /).map((rule) => html`<li>${inline(rule, errorLink)}</li>\n`)}</ul>
${table({
  caption: "Ways to sign in",
  columns: ["Name", "Meaning"],
  rows: Object.entries(components.securitySchemes).map(([name, { description }]) => [
    html`<code>${name}</code>`,
    inline(description),
  ]),
})}
${table({
  caption: "Headers of answers",
  columns: ["Header", "Meaning"],
  rows: Object.entries(components.headers).map(([name, { description }]) => [
    html`<code>${name}</code>`,
    inline(description),
  ]),
})}
</section>
`;

const errorsSection = (): Html => html`<section aria-labelledby="errors">
<h2 id="errors">Error codes</h2>
<p>A code never changes. <a href="#schema-Problem">Problem</a> is the form of every error.</p>
${table({
  kind: "errors",
  caption: "Error codes",
  columns: ["Code", "Status", "Title"],
  rows: (Object.keys(errorCodes) as ErrorCode[]).map((code) => {
    const { status, title } = problemOf(code);
    return [html`<code id="error-${code}">${code}</code>`, html`${status}`, html`${title}`];
  }),
})}
</section>
`;
