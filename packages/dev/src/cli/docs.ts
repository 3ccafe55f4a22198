/** `npm run docs`: writes the pages of `docs/` that are made from the blueprint. */
import { writeFileSync } from "node:fs";
import { orderStatesPage } from "@tradewind/blueprint/order-states-page";
import { staffPage } from "@tradewind/blueprint/staff-page";

const docs = new URL("../../../../docs/", import.meta.url);
writeFileSync(new URL("staff.md", docs), staffPage());
writeFileSync(new URL("order-states.md", docs), orderStatesPage());
