import type { StreamRecord } from "../../kernel/change-stream.ts";
import type { PipeRecord } from "../state/records.ts";

export type GivenUpBecause = "RetryAttemptsExhausted" | "RecordAgeExceeded";

/**
 * The message that a pipe sends to its dead-letter queue: the position of the records in the
 * stream, not the records.
 */
export function deadLetterOf(
  pipe: PipeRecord,
  records: StreamRecord[],
  because: GivenUpBecause,
  now: number,
): object {
  const first = records[0]?.dynamodb;
  const last = records.at(-1)?.dynamodb;
  return {
    context: { partnerResourceArn: pipe.arn, condition: because },
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId: "shardId-00000000000000000000-00000000",
      startSequenceNumber: first?.SequenceNumber,
      endSequenceNumber: last?.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first?.ApproximateCreationDateTime),
      approximateArrivalOfLastRecord: arrival(last?.ApproximateCreationDateTime),
      batchSize: records.length,
      streamArn: pipe.source,
    },
  };
}

function arrival(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
