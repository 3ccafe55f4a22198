import type { StepErrorName } from "@tradewind/blueprint/areas/order-saga";
import { type ErrorCode, type ErrorKind, errorCodes } from "@tradewind/blueprint/language/errors";

/** A fault in the request; `pointer` is a JSON pointer such as `/body/quantity`. */
export interface Violation {
  pointer: string;
  detail: string;
}

/** A failure that is reported to the caller by its stable code. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly violations: readonly Violation[];
  /** Facts that a client can act on, such as the new totals after a price change. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Seconds after which a retry makes sense. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    options: {
      detail?: string;
      violations?: readonly Violation[];
      facts?: Readonly<Record<string, unknown>>;
      retryAfterSeconds?: number;
      cause?: unknown;
    } = {},
  ) {
    const [kind, title] = errorCodes[code];
    super(options.detail ?? title, { cause: options.cause });
    // A literal name: minifiers rename classes.
    this.name = code;
    this.code = code;
    this.kind = kind;
    this.violations = options.violations ?? [];
    this.facts = options.facts ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** A failure that steers a saga: Step Functions matches its name in `Retry` and `Catch`. */
export class StepError extends Error {
  constructor(name: StepErrorName, message: string) {
    super(message);
    this.name = name;
  }
}
