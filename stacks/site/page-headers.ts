import { blueprint } from "@tradewind/blueprint";
import { pageHeadersWith } from "@tradewind/blueprint/derived/page-headers";
import { responseHeaders } from "../response-headers.ts";
import { styleHashes } from "./files.ts";

const { page } = blueprint.securityHeaders;

export const pageHeaders = responseHeaders(
  "PageHeaders",
  page,
  styleHashes.apply((hashes) => pageHeadersWith(page, hashes)["content-security-policy"] ?? ""),
);
