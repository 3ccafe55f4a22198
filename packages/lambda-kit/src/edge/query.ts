import { trackingParameters, trackingPrefixes } from "@tradewind/blueprint/ground/edge";
import type { CloudFrontRequest } from "aws-lambda";

export function orderQuery(request: CloudFrontRequest): void {
  request.querystring = normalizeQuery(request.querystring);
}

/**
 * Gives equivalent queries one spelling: no tracking parameters, sorted names, the values of one
 * name in the order sent, and one encoding of each character.
 */
export function normalizeQuery(query: string): string {
  const parameters = query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const equals = pair.indexOf("=");
      if (equals === -1) return { name: recode(pair), value: "" };
      return { name: recode(pair.slice(0, equals)), value: recode(pair.slice(equals + 1)) };
    })
    .filter(({ name, value }) => (name !== "" || value !== "") && !isTracking(name));
  // Sorting is stable: the values of one name keep their order, which may matter.
  parameters.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return parameters.map(({ name, value }) => (value === "" ? name : `${name}=${value}`)).join("&");
}

function isTracking(name: string): boolean {
  const lower = name.toLowerCase();
  return trackingParameters.has(lower) || trackingPrefixes.some((prefix) => lower.startsWith(prefix));
}

/** Invalid percent-encoding stays as it is; the origin decides about it. */
function recode(text: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(text.replaceAll("+", "%20")));
  } catch {
    return text;
  }
}
