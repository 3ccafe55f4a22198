import { AwsError } from "../../kernel/wire.ts";
import { validation } from "../errors.ts";
import { decodeIterator, encodeIterator } from "../input/shard-iterator.ts";
import * as shapes from "../input/table-shapes.ts";
import { operation } from "../operation.ts";
import type { Database } from "../state/database.ts";
import type { TableStream } from "../state/table-stream.ts";

const MAX_RECORDS = 1000;
const MAX_STREAMS = 100;
/** "GetRecords: up to 1 MB of data". */
const MAX_BYTES = 1024 * 1024;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html */
export const listStreams = operation<{
  TableName?: string;
  Limit?: number;
  ExclusiveStartStreamArn?: string;
}>(shapes.listStreams, (database, input) => {
  const after = input.ExclusiveStartStreamArn;
  const streams = database
    .streams()
    .filter((stream) => input.TableName === undefined || stream.tableName === input.TableName)
    .filter((stream) => after === undefined || stream.arn > after);
  const limit = input.Limit ?? MAX_STREAMS;
  const page = streams.slice(0, limit);
  return {
    Streams: page.map(({ arn, tableName, label }) => ({
      StreamArn: arn,
      TableName: tableName,
      StreamLabel: label,
    })),
    ...(streams.length > limit ? { LastEvaluatedStreamArn: page.at(-1)?.arn } : {}),
  };
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
export const describeStream = operation<{ StreamArn: string; ExclusiveStartShardId?: string }>(
  shapes.describeStream,
  (database, input) => {
    const stream = existingStream(database, input.StreamArn);
    const table = database.table(stream.tableName);
    const first = stream.oldest();
    const shard = {
      ShardId: shardIdOf(stream),
      SequenceNumberRange: {
        StartingSequenceNumber: first ?? stream.position(),
        ...(stream.enabled ? {} : { EndingSequenceNumber: stream.position() }),
      },
    };
    const after = input.ExclusiveStartShardId;
    return {
      StreamDescription: {
        StreamArn: stream.arn,
        StreamLabel: stream.label,
        StreamStatus: stream.enabled ? "ENABLED" : "DISABLED",
        StreamViewType: stream.viewType,
        CreationRequestDateTime: stream.createdAt / 1000,
        TableName: stream.tableName,
        KeySchema: table.definition.keySchema,
        Shards: after !== undefined && after >= shard.ShardId ? [] : [shard],
      },
    };
  },
);

interface GetShardIteratorInput {
  StreamArn: string;
  ShardId: string;
  ShardIteratorType: "TRIM_HORIZON" | "LATEST" | "AT_SEQUENCE_NUMBER" | "AFTER_SEQUENCE_NUMBER";
  SequenceNumber?: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
export const getShardIterator = operation<GetShardIteratorInput>(
  shapes.getShardIterator,
  (database, input) => {
    const stream = existingStream(database, input.StreamArn);
    if (input.ShardId !== shardIdOf(stream)) {
      throw new AwsError("ResourceNotFoundException", "Requested resource not found: Shard does not exist");
    }
    const createdAt = database.kernel.clock.now();
    return {
      ShardIterator: encodeIterator({ stream: stream.arn, position: startOf(stream, input), createdAt }),
    };
  },
);

/** The sequence number after which reading starts; empty for the oldest record. */
function startOf(stream: TableStream, input: GetShardIteratorInput): string {
  const { ShardIteratorType: type, SequenceNumber: sequence } = input;
  if (type === "TRIM_HORIZON") return "";
  if (type === "LATEST") return stream.position();
  if (sequence === undefined) {
    throw validation(`ShardIteratorType of ${type} requires a SequenceNumber`);
  }
  if (!/^\d+$/.test(sequence)) throw validation(`Invalid SequenceNumber: ${sequence}`);
  const oldest = stream.oldest();
  if (oldest !== undefined && sequence < oldest && stream.trimmed) {
    throw new AwsError("TrimmedDataAccessException", "The requested sequence number has been trimmed");
  }
  return type === "AFTER_SEQUENCE_NUMBER" ? sequence : predecessor(sequence);
}

function predecessor(sequence: string): string {
  return String(BigInt(sequence) - 1n).padStart(sequence.length, "0");
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
export const getRecords = operation<{ ShardIterator: string; Limit?: number }>(
  shapes.getRecords,
  (database, input, call) => {
    const now = database.kernel.clock.now();
    const iterator = decodeIterator(input.ShardIterator, now);
    const stream = existingStream(database, iterator.stream);
    const start = iterator.position === "" ? undefined : iterator.position;
    if (start !== undefined && stream.hasTrimmedAfter(start)) {
      throw new AwsError("TrimmedDataAccessException", "The data you are trying to access has been trimmed");
    }
    const records = withinBytes(stream.read(start, input.Limit ?? MAX_RECORDS));
    const last = records.at(-1)?.dynamodb.SequenceNumber ?? iterator.position;
    const ended = !stream.enabled && last >= (stream.latest() ?? "");
    call.readUnits += 0.5;
    return {
      Records: records,
      ...(ended
        ? {}
        : { NextShardIterator: encodeIterator({ stream: stream.arn, position: last, createdAt: now }) }),
    };
  },
);

function withinBytes<R extends { dynamodb: { SizeBytes: number } }>(records: R[]): R[] {
  let bytes = 0;
  const cut = records.findIndex((record, index) => {
    bytes += record.dynamodb.SizeBytes;
    return bytes > MAX_BYTES && index > 0;
  });
  return cut === -1 ? records : records.slice(0, cut);
}

function existingStream(database: Database, arn: string): TableStream {
  const stream = database.stream(arn);
  if (stream) return stream;
  throw new AwsError("ResourceNotFoundException", `Requested resource not found: Stream: ${arn} not found`);
}

function shardIdOf(stream: TableStream): string {
  return `shardId-${String(stream.createdAt).padStart(20, "0")}-00000001`;
}
