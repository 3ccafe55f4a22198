import type { GatewayResponse, IncomingRequest } from "./incoming-request.ts";
import type { GatewayResponses, GatewayResponseTemplate, GatewayResponseType } from "./rest-api.ts";

/** An error of the gateway itself. The API's gateway responses define its wording. */
export interface Refusal {
  type: GatewayResponseType;
  /** AWS's message when absent; null where AWS sends null. */
  message?: string | null;
  status?: number;
}

interface Wording {
  status: number;
  message: string | null;
  errorType: string;
}

/** Status, message and `x-amzn-ErrorType` as AWS sends them. */
const WORDINGS: Record<GatewayResponseType, Wording> = {
  ACCESS_DENIED: {
    status: 403,
    message: "User is not authorized to access this resource",
    errorType: "AccessDeniedException",
  },
  API_CONFIGURATION_ERROR: {
    status: 500,
    message: "Internal server error",
    errorType: "InternalServerErrorException",
  },
  AUTHORIZER_CONFIGURATION_ERROR: {
    status: 500,
    message: null,
    errorType: "AuthorizerConfigurationException",
  },
  AUTHORIZER_FAILURE: { status: 500, message: null, errorType: "AuthorizerConfigurationException" },
  BAD_REQUEST_BODY: { status: 400, message: "Invalid request body", errorType: "BadRequestException" },
  BAD_REQUEST_PARAMETERS: { status: 400, message: "Bad Request", errorType: "BadRequestException" },
  DEFAULT_4XX: { status: 400, message: "Bad Request", errorType: "BadRequestException" },
  DEFAULT_5XX: { status: 500, message: "Internal server error", errorType: "InternalServerErrorException" },
  INTEGRATION_FAILURE: {
    status: 504,
    message: "Network error communicating with endpoint",
    errorType: "InternalServerErrorException",
  },
  INTEGRATION_TIMEOUT: {
    status: 504,
    message: "Endpoint request timed out",
    errorType: "InternalServerErrorException",
  },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    message: "Missing Authentication Token",
    errorType: "MissingAuthenticationTokenException",
  },
  REQUEST_TOO_LARGE: {
    status: 413,
    message: "HTTP content length exceeded 10485760 bytes.",
    errorType: "RequestTooLargeException",
  },
  THROTTLED: { status: 429, message: "Too Many Requests", errorType: "TooManyRequestsException" },
  UNAUTHORIZED: { status: 401, message: "Unauthorized", errorType: "UnauthorizedException" },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    message: "Unsupported Media Type",
    errorType: "BadRequestException",
  },
  WAF_FILTERED: { status: 403, message: "Forbidden", errorType: "ForbiddenException" },
};

const DEFAULT_BODY = '{"message":$context.error.messageString}';

interface Worded {
  status: number | undefined;
  headers: Record<string, string>;
  segments: string[];
}

/**
 * Writes the gateway's errors by the template of their type, by DEFAULT_4XX or DEFAULT_5XX, or as
 * AWS does by default.
 */
export class ErrorWriter {
  readonly #worded: Record<GatewayResponseType, Worded>;
  readonly #stage: string;

  constructor(templates: GatewayResponses, stage: string) {
    this.#stage = stage;
    const worded = {} as Record<GatewayResponseType, Worded>;
    for (const [type, wording] of Object.entries(WORDINGS) as [GatewayResponseType, Wording][]) {
      const fallback = wording.status < 500 ? templates.DEFAULT_4XX : templates.DEFAULT_5XX;
      worded[type] = compile(templates[type] ?? fallback ?? {});
    }
    this.#worded = worded;
  }

  write(refusal: Refusal, request: IncomingRequest): GatewayResponse {
    const wording = WORDINGS[refusal.type];
    const { status, headers, segments } = this.#worded[refusal.type];
    const message = refusal.message === undefined ? wording.message : refusal.message;
    let body = segments[0] ?? "";
    for (let index = 1; index < segments.length; index += 2) {
      body +=
        this.#value(segments[index] ?? "", refusal.type, message, request) + (segments[index + 1] ?? "");
    }
    return {
      status: status ?? refusal.status ?? wording.status,
      headers: {
        ...headers,
        "x-amzn-requestid": request.requestId,
        "x-amz-apigw-id": request.extendedRequestId,
        "x-amzn-errortype": wording.errorType,
      },
      body,
    };
  }

  #value(
    variable: string,
    type: GatewayResponseType,
    message: string | null,
    request: IncomingRequest,
  ): string {
    switch (variable) {
      case "error.messageString":
        return JSON.stringify(message);
      case "error.message":
        return message ?? "null";
      case "error.responseType":
        return type;
      case "requestId":
        return request.requestId;
      case "extendedRequestId":
        return request.extendedRequestId;
      case "path":
        return JSON.stringify(request.path).slice(1, -1);
      case "httpMethod":
        return JSON.stringify(request.method).slice(1, -1);
      case "stage":
        return this.#stage;
      default:
        return "";
    }
  }
}

function compile(template: GatewayResponseTemplate): Worded {
  const headers: Record<string, string> = { "content-type": template.contentType ?? "application/json" };
  for (const [name, value] of Object.entries(template.headers ?? {})) headers[name.toLowerCase()] = value;
  // Literal text and variable names alternate.
  const segments = (template.body ?? DEFAULT_BODY).split(/\$context\.([a-zA-Z]+(?:\.[a-zA-Z]+)*)/);
  return { status: template.status, headers, segments };
}
