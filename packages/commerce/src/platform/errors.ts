import type { StepErrorName } from "@tradewind/blueprint/areas/order-saga";
import type { ProblemFacts } from "@tradewind/blueprint/derived/problems";
import { type ErrorCode, type ErrorKind, errorCodes } from "@tradewind/blueprint/language/errors";

/** A fault in the request; `pointer` is a JSON pointer such as `/body/quantity`. */
export interface Violation {
  pointer: string;
  detail: string;
}

interface Options {
  detail?: string;
  violations?: readonly Violation[];
  /** Seconds after which a retry makes sense. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** The options of a code: those with facts must have theirs, and no other code may have any. */
type OptionsOf<Code extends ErrorCode> = Code extends keyof ProblemFacts
  ? [options: Options & { facts: ProblemFacts[Code] }]
  : [options?: Options & { facts?: never }];

/** A failure that is reported to the caller by its stable code. */
export class DomainError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly violations: readonly Violation[];
  /** Facts that a client can act on, such as the new totals after a price change. */
  readonly facts: object;
  /** Seconds after which a retry makes sense. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: Code, ...[given]: OptionsOf<Code>) {
    const options: Options & { facts?: object } = given ?? {};
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
