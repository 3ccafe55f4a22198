import { blueprint } from "@tradewind/blueprint";
import { gatewayProblem } from "@tradewind/blueprint/derived/gateway-problems";
import type { ErrorCode } from "@tradewind/blueprint/language/errors";

const literal = (text: string) => `'${text}'`;

/** The settings of a gateway response that answers with a problem. */
export function gatewayResponse(code: ErrorCode) {
  const { status, headers, body } = gatewayProblem(blueprint, code);
  return {
    statusCode: String(status),
    responseParameters: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, literal(value)]),
    ),
    // The gateway chooses the template by this key; the Content-Type header above names the type of
    // the answer.
    responseTemplates: { "application/json": body },
  };
}

/** The headers of the answer to a preflight request. */
export function preflightHeaders(methods: readonly string[]): Record<string, string> {
  const { origins, headers, maxAgeSeconds } = blueprint.gateway.cors;
  return {
    "Access-Control-Allow-Origin": literal(origins.join(",")),
    "Access-Control-Allow-Headers": literal(headers.join(",")),
    "Access-Control-Allow-Methods": literal([...methods, "OPTIONS"].join(",")),
    "Access-Control-Max-Age": literal(String(maxAgeSeconds)),
  };
}
