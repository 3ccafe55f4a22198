import { AwsError } from "../kernel/wire.ts";
import { Input } from "./input.ts";

export function inputOf(values: Record<string, unknown>): Input {
  return new Input(values, "ValidationException");
}

/** Refuses `member` with the constraint that it violates, in AWS's words. */
export function violation(member: string, constraint: string): never {
  const name = member.charAt(0).toLowerCase() + member.slice(1);
  throw new AwsError(
    "ValidationException",
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: ${constraint}`,
  );
}

export function missing(member: string): never {
  return violation(member, "Member must not be null");
}

/** The local cloud refuses members that it cannot honour; it never ignores them. */
export function refuseUnsupported(input: Input, members: string[]): void {
  for (const member of members) {
    if (input.has(member)) {
      throw new AwsError("ValidationException", `${member} is not supported by the local cloud.`);
    }
  }
}
