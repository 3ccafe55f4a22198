import { blueprint } from "@tradewind/blueprint";
import { gatewayProblem } from "@tradewind/blueprint/derived/gateway-problems";
import type { ErrorCode } from "@tradewind/blueprint/language/errors";

/** API Gateway takes a literal header value in single quotes. */
export const literal = (text: string) => `'${text}'`;

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
