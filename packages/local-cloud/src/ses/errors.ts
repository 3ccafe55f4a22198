import { AwsError } from "../kernel/wire.ts";

export function badRequest(message: string): AwsError {
  return new AwsError("BadRequestException", message);
}
