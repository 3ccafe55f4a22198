import { blueprint } from "@tradewind/blueprint";
import { getOpenApi } from "@tradewind/blueprint/areas/system";
import { openApiDocument } from "@tradewind/blueprint/derived/openapi";
import { endpoint } from "@tradewind/lambda-kit";

const document = openApiDocument(blueprint);

export const handler = endpoint(getOpenApi, async () => document);
