import { AwsError } from "../../kernel/wire.ts";

export interface Problem {
  code: "INVALID_JSON_DESCRIPTION" | "SCHEMA_VALIDATION_FAILED" | "MISSING_TRANSITION_TARGET";
  message: string;
  /** JSON pointer into the definition. Absent if the text is not a definition at all. */
  location?: string;
}

/** Collects all problems of a definition, so that one refusal lists all of them. */
export class Problems {
  readonly list: Problem[] = [];
  /** True for an Express state machine. */
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
