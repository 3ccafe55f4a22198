/** `npm run docs`: writes those files of `docs/` that are generated from the blueprint. */
import { writeFileSync } from "node:fs";
import { optionsOf } from "@tradewind/command-line";
import { errorsPage } from "../docs/errors-page.ts";
import { openApiFile } from "../docs/openapi.ts";
import { orderStatesPage } from "../docs/order-states-page.ts";
import { staffPage } from "../docs/staff-page.ts";

const HELP = `Writes the files of docs/ that are generated from the blueprint.

Usage: npm run docs

  --help    show this text
`;
optionsOf("docs", HELP, {});

const docs = new URL("../../../../docs/", import.meta.url);
const pages = {
  "staff.md": staffPage,
  "order-states.md": orderStatesPage,
  "errors.md": errorsPage,
  "openapi.json": openApiFile,
};
for (const [name, page] of Object.entries(pages)) {
  writeFileSync(new URL(name, docs), page());
  process.stdout.write(`Wrote docs/${name}\n`);
}
