import { blueprint } from "@tradewind/blueprint";
import { openApiDocument } from "@tradewind/blueprint/openapi";
import { getOpenApi } from "@tradewind/blueprint/system";
import { endpoint } from "@tradewind/lambda-kit";

const document = openApiDocument(blueprint);

export const handler = endpoint(getOpenApi, async () => document);
