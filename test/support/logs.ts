/** Captures the functions' log lines from the process's streams. Other output passes through. */
export function captureLogs() {
  const lines: Record<string, unknown>[] = [];
  const undo = [process.stdout, process.stderr].map((stream) => {
    const through = stream.write.bind(stream);
    stream.write = (chunk: string | Uint8Array, ...rest: []) => {
      const line = parseLine(String(chunk));
      if (!line) return through(chunk, ...rest);
      lines.push(line);
      return true;
    };
    return () => (stream.write = through);
  });
  return {
    lines: lines as readonly Record<string, unknown>[],
    stop: () => undo.forEach((step) => step()),
  };
}

function parseLine(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
