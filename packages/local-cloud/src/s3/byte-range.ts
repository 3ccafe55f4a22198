import { s3Error } from "./errors.ts";

/** First and last byte, both inclusive. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * One range such as `bytes=0-99`, `bytes=100-` or `bytes=-5`. Undefined if S3 serves no range for
 * the header.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, from = "", to = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  const range =
    from === ""
      ? { first: Math.max(0, size - Number(to)), last: size - 1 }
      : { first: Number(from), last: to === "" ? size - 1 : Math.min(Number(to), size - 1) };
  if (from !== "" && to !== "" && Number(to) < Number(from)) return undefined;
  if (range.first >= size) {
    throw s3Error("InvalidRange", undefined, {
      ActualObjectSize: String(size),
      RangeRequested: header ?? "",
    });
  }
  return range;
}
