/** `npm run docs`: writes those pages of `docs/` that are generated from the blueprint. */
import { writeFileSync } from "node:fs";
import { errorsPage } from "../docs/errors-page.ts";
import { orderStatesPage } from "../docs/order-states-page.ts";
import { staffPage } from "../docs/staff-page.ts";

const docs = new URL("../../../../docs/", import.meta.url);
writeFileSync(new URL("staff.md", docs), staffPage());
writeFileSync(new URL("order-states.md", docs), orderStatesPage());
writeFileSync(new URL("errors.md", docs), errorsPage());
