/** `npm run docs`: writes those files of `docs/` that are generated from the blueprint. */
import { writeFileSync } from "node:fs";
import { optionsOf } from "@tradewind/command-line";
import { apiPage } from "../docs/api-page/page.ts";
import { errorsPage } from "../docs/errors-page.ts";
import { clientOperations, clientTypes, openApiFile } from "../docs/openapi.ts";
import { orderStatesPage } from "../docs/order-states-page.ts";
import { staffPage } from "../docs/staff-page.ts";

const HELP = `Writes the files of docs/ that are generated from the blueprint.

Usage: npm run docs

  --help    show this text
`;
optionsOf("docs", HELP, {});

const root = new URL("../../../../", import.meta.url);
const files = {
  "docs/staff.md": staffPage,
  "docs/order-states.md": orderStatesPage,
  "docs/errors.md": errorsPage,
  "docs/openapi.json": openApiFile,
  "docs/api-docs.html": () => apiPage(),
  "packages/client/src/generated/api.ts": clientTypes,
  "packages/client/src/generated/operations.ts": clientOperations,
};
for (const [name, content] of Object.entries(files)) {
  writeFileSync(new URL(name, root), content());
  process.stdout.write(`Wrote ${name}\n`);
}
