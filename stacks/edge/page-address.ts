import { blueprint } from "@tradewind/blueprint";
import { functions } from "../functions/functions.ts";
import { viewerFunction } from "../functions/viewer-functions.ts";
import { site } from "../site/built-site.ts";
import { files } from "../site/files.ts";
import { pageHeaders } from "../site/page-headers.ts";
import { stage } from "../stage.ts";

const { browserSession, cdn } = blueprint;
const { pages } = cdn;

/** The name under which pages present themselves: the shop's, whatever name a visitor used. */
const siteName = stage.domain ? JSON.stringify(stage.domain.shop) : "request.headers.host.value";

/**
 * Leads from a page's address to its object, as `objectAddressOf` of the blueprint does on a
 * laptop. Parameters that no page knows are dropped: each would be a page of its own to the cache,
 * and S3 obeys some of them, such as `response-content-type`. It is published last, since it names
 * the new build.
 */
export const pageOf = viewerFunction(
  "PageOf",
  "Leads from a page's address to its object",
  `var FILES = ${JSON.stringify(pages.files)};
var KNOWN = ${JSON.stringify(pages.query)};
function handler(event) {
  var request = event.request;
  request.headers["${browserSession.siteHeader}"] = { value: ${siteName} };
  var query = request.querystring;
  request.querystring = {};
  if (FILES[request.uri]) {
    request.uri = FILES[request.uri];
    return request;
  }
  if (request.uri.indexOf(".") !== -1) return request;
  var live = false;
  KNOWN.forEach(function (name) {
    if (query[name]) {
      request.querystring[name] = query[name];
      live = true;
    }
  });
  var home = request.uri.charAt(request.uri.length - 1) === "/" ? "index.html" : "";
  request.uri = live
    ? ${JSON.stringify(pages.liveAt)} + request.uri
    : ${JSON.stringify(`${pages.keptAt}/${site.id}`)} + request.uri + home;
  return request;
}
`,
  [...files, pageHeaders, functions.of(pages.renderer).nodes.function],
);
