/** CloudFront Functions: short code that runs for every request, before the cache. */
import { blueprint } from "@tradewind/blueprint";
import { physicalName } from "../stage.ts";

const { browserSession, cdn } = blueprint;

export const viewerFunction = (
  name: string,
  comment: string,
  code: string,
  dependsOn: readonly $util.Input<$util.Resource>[] = [],
) =>
  new aws.cloudfront.Function(
    `${cdn.name}${name}`,
    {
      name: physicalName(`${cdn.name}${name}`),
      runtime: "cloudfront-js-2.0",
      comment,
      publish: true,
      code,
    },
    { dependsOn: [...dependsOn] },
  );

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
