import { AwsError } from "../../kernel/wire.ts";
import { validation } from "../errors.ts";

/** "A shard iterator expires 15 minutes after it is retrieved." */
const VALID_MS = 15 * 60 * 1000;

export interface ShardIterator {
  /** ARN. */
  stream: string;
  /** Sequence number of the last record read; empty before the first. */
  position: string;
  createdAt: number;
}

export function encodeIterator({ stream, position, createdAt }: ShardIterator): string {
  return `${stream}|1|${Buffer.from(`${position}|${createdAt}`).toString("base64")}`;
}

export function decodeIterator(text: string, now: number): ShardIterator {
  const [stream, version, encoded] = text.split("|");
  const [position, createdAt] = Buffer.from(encoded ?? "", "base64")
    .toString()
    .split("|");
  if (
    !stream ||
    version !== "1" ||
    position === undefined ||
    !/^\d*$/.test(position) ||
    !/^\d+$/.test(createdAt ?? "")
  ) {
    throw validation("Invalid ShardIterator");
  }
  const time = Number(createdAt);
  if (now - time > VALID_MS) {
    throw new AwsError(
      "ExpiredIteratorException",
      "The shard iterator is expired. Shard iterators are valid for 15 minutes.",
    );
  }
  return { stream, position, createdAt: time };
}
