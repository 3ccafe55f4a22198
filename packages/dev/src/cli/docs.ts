/** `npm run docs`: writes the pages of `docs/` that are made from the blueprint. */
import { writeFileSync } from "node:fs";
import { orderStatesPage } from "@tradewind/blueprint/order-states-page";

writeFileSync(new URL("../../../../docs/order-states.md", import.meta.url), orderStatesPage());
