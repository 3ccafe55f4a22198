import { styleText } from "node:util";

type Entry = Record<string, unknown>;

/** What every entry has, and is either shown elsewhere in the line or of no use to a person at a laptop. */
const OMITTED = new Set([
  "level",
  "message",
  "timestamp",
  "service",
  "function",
  "sampling_rate",
  "causationId",
  "xray_trace_id",
  "error",
]);

const STYLES: Record<string, Parameters<typeof styleText>[0]> = {
  DEBUG: "dim",
  INFO: "green",
  WARN: "yellow",
  ERROR: "red",
  CRITICAL: "red",
};

/** From now on, each JSON log entry that is written to `stream` becomes a line for people; all else passes through. */
export function readableLogs(stream: NodeJS.WriteStream): void {
  const write = stream.write.bind(stream) as (text: string | Uint8Array, ...rest: unknown[]) => boolean;
  const color = stream.isTTY && !process.env["NO_COLOR"];
  stream.write = (text: string | Uint8Array, ...rest: unknown[]) =>
    write(typeof text === "string" && text.startsWith("{") ? readable(text, color) : text, ...rest);
}

/** `10:21:07.123 INFO  GetCart  GET /cart  status=200 durationMs=4` */
function readable(text: string, color: boolean): string {
  let entry: Entry;
  try {
    entry = JSON.parse(text) as Entry;
  } catch {
    return text;
  }
  const { level, timestamp, message, function: name = "" } = entry;
  if (typeof level !== "string" || typeof timestamp !== "string") return text;
  const paint = (style: Parameters<typeof styleText>[0], words: string) =>
    color ? styleText(style, words, { validateStream: false }) : words;
  const facts = Object.entries(entry)
    .filter(([name]) => !OMITTED.has(name))
    .sort(([one], [other]) => Number(one === "correlationId") - Number(other === "correlationId"))
    .map(([name, value]) => paint("dim", `${name}=${plain(value)}`));
  const line = [
    paint("dim", timestamp.slice(11, 23)),
    paint(STYLES[level] ?? "green", level.padEnd(5)),
    paint("bold", plain(name).padEnd(18)),
    plain(message),
    ...facts,
  ].join(" ");
  const error = entry["error"];
  return typeof error === "string"
    ? `${line} ${paint("dim", `error=${error}`)}\n`
    : `${line}\n${failure(error)}`;
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** A logged error with its stack and its causes, indented. */
function failure(error: unknown): string {
  if (error === undefined) return "";
  if (typeof error !== "object" || error === null) return `    ${JSON.stringify(error)}\n`;
  const { name, message, stack, cause } = error as Entry;
  const text = typeof stack === "string" && stack !== "" ? stack : `${String(name)}: ${String(message)}`;
  const lines = text.split("\n").map((line) => `    ${line}\n`);
  return lines.join("") + (cause === undefined ? "" : `    caused by:\n${failure(cause)}`);
}
