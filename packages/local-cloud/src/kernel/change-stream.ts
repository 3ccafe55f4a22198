import type { AttributeValue } from "./attribute-value.ts";

/** One record of a table's stream, in the shape of `GetRecords` and of a Lambda stream event. */
export interface StreamRecord {
  eventID: string;
  eventName: "INSERT" | "MODIFY" | "REMOVE";
  eventVersion: string;
  eventSource: "aws:dynamodb";
  awsRegion: string;
  dynamodb: {
    /** Seconds since the epoch. */
    ApproximateCreationDateTime: number;
    Keys: Record<string, AttributeValue>;
    NewImage?: Record<string, AttributeValue>;
    OldImage?: Record<string, AttributeValue>;
    SequenceNumber: string;
    SizeBytes: number;
    StreamViewType: string;
  };
  userIdentity?: { type: string; principalId: string };
}

/**
 * A table's stream as consumers in the local cloud read it: one shard, ordered by sequence number.
 */
export interface ChangeStream {
  readonly arn: string;
  /** At most `limit` records after `sequence`, or from the oldest one if undefined. */
  read(sequence: string | undefined, limit: number): StreamRecord[];
  /** The newest record's sequence number; undefined while the stream is empty. */
  latest(): string | undefined;
  /** Called after each append, once the records are durable. Returns the unsubscribe function. */
  onAppend(listener: () => void): () => void;
}

/** Finds streams by ARN. DynamoDB implements it. */
export interface ChangeStreams {
  find(streamArn: string): ChangeStream | undefined;
}
