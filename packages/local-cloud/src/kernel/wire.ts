/** One HTTP request as an AWS endpoint sees it, whether it came through a socket or from an SDK in this process. */
export interface WireRequest {
  method: string;
  /** Path without the query, still percent-encoded. */
  path: string;
  query: URLSearchParams;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: Buffer;
}

export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  body: Buffer | string;
}

/** An AWS service of the local cloud. */
export interface Service {
  /** The service's name in ARNs and credential scopes, such as `dynamodb` or `states`. */
  readonly name: string;
  /** REST services: how their operations are requested. Elsewhere the request names its operation itself. */
  readonly operations?: readonly RestOperation[];
  handle(request: WireRequest): Promise<WireResponse>;
}

export interface RestOperation {
  /** Such as `CreatePipe`. */
  operation: string;
  method: string;
  /** Such as `/v1/pipes/{Name}`. */
  path: string;
}

/** A failure that AWS documents: it goes out on the wire with this code and status, never as a crash. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Further members of the error's shape, such as `CancellationReasons`. */
  readonly details: Record<string, unknown>;

  constructor(
    code: string,
    message: string,
    options: { status?: number; details?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = options.status ?? 400;
    this.details = options.details ?? {};
  }
}
