import { blueprint } from "@tradewind/blueprint";
import { openApiDocument } from "@tradewind/blueprint/derived/openapi";
import type { Document } from "@tradewind/client/emit/document";
import { apiTypes, operationTable } from "@tradewind/client/emit/typescript";

const document = () => openApiDocument(blueprint) as unknown as Document;

/** The API's description as a file, so that a review shows each change of the contract. */
export const openApiFile = () => `${JSON.stringify(document(), null, 2)}\n`;

export const clientTypes = () => apiTypes(document());
export const clientOperations = () => operationTable(document());
