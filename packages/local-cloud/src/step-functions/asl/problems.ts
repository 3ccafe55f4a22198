import { AwsError } from "../../kernel/wire.ts";

export interface Problem {
  code: "INVALID_JSON_DESCRIPTION" | "SCHEMA_VALIDATION_FAILED" | "MISSING_TRANSITION_TARGET";
  message: string;
  /** JSON pointer into the definition; none when it is not a definition at all. */
  location?: string;
}

/** Collects everything that is wrong with a definition, so that one refusal names all of it. */
export class Problems {
  readonly list: Problem[] = [];
  /** Whether the definition is that of an Express state machine. */
  readonly express: boolean;

  constructor(express: boolean) {
    this.express = express;
  }

  schema(location: string, message: string): void {
    this.list.push({ code: "SCHEMA_VALIDATION_FAILED", message, location });
  }

  transition(location: string, message: string): void {
    this.list.push({ code: "MISSING_TRANSITION_TARGET", message, location });
  }
}

export function invalidDefinition(problems: readonly Problem[]): AwsError {
  const text = problems
    .map(
      ({ code, message, location }) =>
        `${code}: ${message}${location === undefined ? "" : ` at ${location}`}`,
    )
    .join(", ");
  return new AwsError("InvalidDefinition", `Invalid State Machine Definition: '${text}'`);
}
