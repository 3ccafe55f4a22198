/** RFC 3339 with an upper-case T and a zone, as the Amazon States Language requires. */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since the epoch, or undefined if the text is not a timestamp. */
export function parseTimestamp(text: unknown): number | undefined {
  if (typeof text !== "string" || !TIMESTAMP.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
