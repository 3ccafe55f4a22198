/** CloudFront Functions: the few lines that run for every request, before the cache. */
import { blueprint } from "@tradewind/blueprint";
import { physicalName } from "../stage.ts";

const { browserSession, cdn } = blueprint;

const viewerFunction = (name: string, comment: string, code: string) =>
  new aws.cloudfront.Function(`${cdn.name}${name}`, {
    name: physicalName(`${cdn.name}${name}`),
    runtime: "cloudfront-js-2.0",
    comment,
    publish: true,
    code,
  });

/** The API does not know the prefix that tells its paths from those of pages, nor, behind CloudFront, the shop's own name. */
export const withoutPrefix = viewerFunction(
  "WithoutPrefix",
  `Takes ${cdn.apiPrefix} off the API's paths, and names the site`,
  `function handler(event) {
  var request = event.request;
  request.headers["${browserSession.siteHeader}"] = { value: request.headers.host.value };
  request.uri = request.uri.slice(${cdn.apiPrefix.length}) || "/";
  return request;
}
`,
);

/** A path without a file is the shop's one page: an error page of CloudFront would hide the API's errors, too. */
export const pageOf = viewerFunction(
  "PageOf",
  "Leads paths without a file to the shop's page",
  `function handler(event) {
  var request = event.request;
  var last = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (last.indexOf(".") === -1) request.uri = ${JSON.stringify(cdn.page)};
  return request;
}
`,
);
