import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { GatewayResponse } from "@tradewind/local-cloud";

/** CloudFront compresses what is larger, of these types. */
const SMALLEST_BYTES = 1000;
const TYPES = /^(text\/|application\/(json|xml|manifest\+json)|image\/svg\+xml)/;
/** A middle way: CloudFront, too, compresses while the visitor waits. */
const BROTLI_QUALITY = 5;

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/**
 * The response as CloudFront sends it to a browser that accepts Brotli or gzip.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
 */
export async function compressed(response: GatewayResponse, accepted = ""): Promise<GatewayResponse> {
  const body = Buffer.from(response.body as string);
  const encoding = ["br", "gzip"].find((one) => accepted.split(/\s*,\s*/).includes(one));
  if (!encoding || body.length < SMALLEST_BYTES || !TYPES.test(String(response.headers["content-type"])))
    return response;
  const smaller =
    encoding === "br"
      ? await brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
      : await zip(body);
  const vary = [response.headers["vary"], "Accept-Encoding"].filter(Boolean).join(", ");
  return { ...response, headers: { ...response.headers, vary, "content-encoding": encoding }, body: smaller };
}
