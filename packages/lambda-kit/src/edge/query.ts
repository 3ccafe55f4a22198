import type { CloudFrontRequest } from "aws-lambda";
import { trackingParameters, trackingPrefixes } from "@tradewind/blueprint/ground/edge";

/** Replaces the request's query by its normalised form. */
export function normalizeRequestQuery(request: CloudFrontRequest): void {
  request.querystring = normalizeQuery(request.querystring);
}

/**
 * Gives equal queries one spelling: no tracking parameters, sorted names, the values of one name in
 * the order sent, and one encoding for each character.
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
  // The order of one name's values may matter. Sorting is stable and keeps it.
  parameters.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return parameters.map(({ name, value }) => (value === "" ? name : `${name}=${value}`)).join("&");
}

function isTracking(name: string): boolean {
  const lower = name.toLowerCase();
  return trackingParameters.has(lower) || trackingPrefixes.some((prefix) => lower.startsWith(prefix));
}

/** Normalises the percent-encoding. Invalid encodings stay as they are, for the origin to judge. */
function recode(text: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(text.replaceAll("+", "%20")));
  } catch {
    return text;
  }
}
