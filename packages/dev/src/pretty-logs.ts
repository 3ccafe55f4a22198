import { styleText } from "node:util";

type Entry = Record<string, unknown>;

/**
 * Members that every entry has. The line shows them elsewhere, or a person at a laptop does not
 * need them.
 */
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

/** Rewrites each JSON log entry on `stream` as a line for people. Other output passes unchanged. */
export function prettyPrintLogs(stream: NodeJS.WriteStream): void {
  const write = stream.write.bind(stream) as (text: string | Uint8Array, ...rest: unknown[]) => boolean;
  const color = stream.isTTY && !process.env["NO_COLOR"];
  stream.write = (text: string | Uint8Array, ...rest: unknown[]) =>
    write(typeof text === "string" && text.startsWith("{") ? prettyLine(text, color) : text, ...rest);
}

/** `10:21:07.123 INFO  GetCart  GET /cart  status=200 durationMs=4` */
function prettyLine(text: string, color: boolean): string {
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
    .map(([name, value]) => paint("dim", `${name}=${textOf(value)}`));
  const line = [
    paint("dim", timestamp.slice(11, 23)),
    paint(STYLES[level] ?? "green", level.padEnd(5)),
    paint("bold", textOf(name).padEnd(18)),
    textOf(message),
    ...facts,
  ].join(" ");
  const error = entry["error"];
  return typeof error === "string"
    ? `${line} ${paint("dim", `error=${error}`)}\n`
    : `${line}\n${indentedError(error)}`;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** A logged error with its stack and its causes, indented. */
function indentedError(error: unknown): string {
  if (error === undefined) return "";
  if (typeof error !== "object" || error === null) return `    ${JSON.stringify(error)}\n`;
  const { name, message, stack, cause } = error as Entry;
  const text = typeof stack === "string" && stack !== "" ? stack : `${String(name)}: ${String(message)}`;
  const lines = text.split("\n").map((line) => `    ${line}\n`);
  return lines.join("") + (cause === undefined ? "" : `    caused by:\n${indentedError(cause)}`);
}
