import { blueprint } from "@tradewind/blueprint";
import { openApiDocument } from "@tradewind/blueprint/derived/openapi";

/** The API's description as a file, so that a review shows each change of the contract. */
export const openApiFile = () => `${JSON.stringify(openApiDocument(blueprint), null, 2)}\n`;
