import { physicalName } from "./stage.ts";

/**
 * CloudFront sets the headers itself, so its own errors and cached answers have them too. Headers
 * without a setting of their own are custom headers.
 */
export const responseHeaders = (
  name: string,
  headers: Readonly<Record<string, string>>,
  contentSecurityPolicy: $util.Input<string> | undefined = headers["content-security-policy"],
) =>
  new aws.cloudfront.ResponseHeadersPolicy(name, {
    name: physicalName(name),
    securityHeadersConfig: {
      contentTypeOptions: { override: true },
      strictTransportSecurity: {
        override: true,
        accessControlMaxAgeSec: Number(/max-age=(\d+)/.exec(headers["strict-transport-security"] ?? "")?.[1]),
        includeSubdomains: headers["strict-transport-security"]?.includes("includeSubDomains") ?? false,
        preload: headers["strict-transport-security"]?.includes("preload") ?? false,
      },
      ...(contentSecurityPolicy !== undefined && {
        contentSecurityPolicy: { override: true, contentSecurityPolicy },
      }),
      ...(headers["x-frame-options"] !== undefined && {
        frameOptions: { override: true, frameOption: headers["x-frame-options"] },
      }),
      ...(headers["referrer-policy"] !== undefined && {
        referrerPolicy: { override: true, referrerPolicy: headers["referrer-policy"] },
      }),
    },
    customHeadersConfig: { items: CUSTOM.flatMap((header) => customHeader(header, headers[header])) },
    removeHeadersConfig: { items: [{ header: "server" }] },
  });

const CUSTOM = [
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
  "permissions-policy",
  "reporting-endpoints",
];

function customHeader(header: string, value: string | undefined) {
  return value === undefined ? [] : [{ header, value, override: true }];
}
