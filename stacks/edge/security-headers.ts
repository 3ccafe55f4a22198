import { blueprint } from "@tradewind/blueprint";
import { responseHeaders } from "../response-headers.ts";

export const apiHeaders = responseHeaders("ApiHeaders", blueprint.securityHeaders.api);
