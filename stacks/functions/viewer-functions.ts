/** CloudFront Functions: short code that runs for every request, before the cache. */
import { blueprint } from "@tradewind/blueprint";
import { site } from "../site.ts";
import { physicalName, stage } from "../stage.ts";

const { browserSession, cdn } = blueprint;

const viewerFunction = (name: string, comment: string, code: string) =>
  new aws.cloudfront.Function(`${cdn.name}${name}`, {
    name: physicalName(`${cdn.name}${name}`),
    runtime: "cloudfront-js-2.0",
    comment,
    publish: true,
    code,
  });

/**
 * Prepares requests for the API. It removes the prefix that marks the API's paths, and puts the
 * shop's host name into a header, because CloudFront replaces the host.
 */
export const withoutPrefix = viewerFunction(
  "WithoutPrefix",
  `Removes ${cdn.apiPrefix} from the API's paths and adds the site's name`,
  `function handler(event) {
  var request = event.request;
  request.headers["${browserSession.siteHeader}"] = { value: request.headers.host.value };
  request.uri = request.uri.slice(${cdn.apiPrefix.length}) || "/";
  return request;
}
`,
);

/** The name under which pages present themselves: the shop's, whatever name a visitor used. */
const siteName = stage.domain ? JSON.stringify(stage.domain.shop) : "request.headers.host.value";

/**
 * Asks the bucket for the kept page of the current build. derived/pages.ts says the same of the
 * laptop: an address with a query has no kept page, and a path with a dot names a file.
 */
export const pageOf = viewerFunction(
  "PageOf",
  "Leads from a page's address to its object",
  `function handler(event) {
  var request = event.request;
  request.headers["${browserSession.siteHeader}"] = { value: ${siteName} };
  var file = ${JSON.stringify(cdn.pages.files)}[request.uri];
  if (file) {
    request.uri = file;
    return request;
  }
  if (request.uri.indexOf(".") !== -1 || Object.keys(request.querystring).length > 0) return request;
  var home = request.uri.charAt(request.uri.length - 1) === "/" ? "index.html" : "";
  request.uri = ${JSON.stringify(`${cdn.pages.keptAt}/${site.id}`)} + request.uri + home;
  return request;
}
`,
);
