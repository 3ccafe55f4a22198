import type { BatchResultErrorEntry } from "@aws-sdk/client-sqs";
import { AwsError } from "../../kernel/wire.ts";
import { queryCode } from "../errors.ts";

/** The answer for one entry that AWS would refuse; any other failure is a defect and is thrown. */
export function failedEntry(Id: string, error: unknown): BatchResultErrorEntry {
  if (!(error instanceof AwsError)) throw error;
  return { Id, SenderFault: true, Code: queryCode(error.code), Message: error.message };
}
