/** Takes the functions' log lines off the process's streams, from now on; whatever else is written goes on. */
export function takeLogs() {
  const lines: Record<string, unknown>[] = [];
  const undo = [process.stdout, process.stderr].map((stream) => {
    const through = stream.write.bind(stream);
    stream.write = (chunk: string | Uint8Array, ...rest: []) => {
      const line = parsed(String(chunk));
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

function parsed(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
