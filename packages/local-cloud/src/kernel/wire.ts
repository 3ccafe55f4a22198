/** One HTTP request as an AWS endpoint sees it, from a socket or from an SDK in this process. */
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
  /**
   * REST services: the method and path of each operation. In other protocols the request names its
   * operation.
   */
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

/** A documented AWS failure. It is sent to the client with this code and status. */
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
