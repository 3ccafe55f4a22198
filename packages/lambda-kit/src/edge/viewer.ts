import type { CloudFrontHeaders, CloudFrontRequest } from "aws-lambda";
import {
  cloudFrontHeaders,
  type Device,
  type Locale,
  locales,
  viewerHeaders,
} from "@tradewind/blueprint/ground/edge";

/** Sets headers with the visitor's device, country and language, and replaces the client's own. */
export function describeViewer({ headers }: CloudFrontRequest): void {
  const country = valueOf(headers, cloudFrontHeaders.country)?.toUpperCase() ?? "";
  set(headers, viewerHeaders.device, deviceOf(headers));
  set(headers, viewerHeaders.country, /^[A-Z]{2}$/.test(country) ? country : "ZZ");
  set(headers, viewerHeaders.locale, localeOf(valueOf(headers, "accept-language") ?? ""));
}

function deviceOf(headers: CloudFrontHeaders): Device {
  const is = (name: string) => valueOf(headers, name) === "true";
  if (is(cloudFrontHeaders.tv)) return "tv";
  // CloudFront also marks a tablet as a mobile device.
  if (is(cloudFrontHeaders.tablet)) return "tablet";
  return is(cloudFrontHeaders.mobile) ? "mobile" : "desktop";
}

/**
 * The shop's language that the visitor prefers.
 * https://www.rfc-editor.org/rfc/rfc9110#field.accept-language
 */
export function localeOf(acceptLanguage: string): Locale {
  let best: Locale = locales[0];
  let bestQuality = 0;
  for (const range of acceptLanguage.split(",", MOST_RANGES)) {
    const [tag = "", ...parameters] = range.split(";");
    const language = tag.trim().toLowerCase().split("-", 1)[0];
    const locale = locales.find((one) => one === language);
    const quality = qualityOf(parameters);
    if (locale && quality > bestQuality) [best, bestQuality] = [locale, quality];
  }
  return best;
}

const MOST_RANGES = 32;

function qualityOf(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => /^\s*q=/i.test(parameter));
  if (given === undefined) return 1;
  const quality = Number(given.slice(given.indexOf("=") + 1));
  return quality >= 0 && quality <= 1 ? quality : 0;
}

function valueOf(headers: CloudFrontHeaders, name: string): string | undefined {
  return headers[name.toLowerCase()]?.[0]?.value;
}

function set(headers: CloudFrontHeaders, key: string, value: string): void {
  headers[key] = [{ key, value }];
}
