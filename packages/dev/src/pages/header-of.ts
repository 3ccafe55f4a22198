/** The first value of a header, by its name in lower case. */
export function headerOf(rawHeaders: readonly string[], wanted: string): string | undefined {
  const index = rawHeaders.findIndex((name, at) => at % 2 === 0 && name.toLowerCase() === wanted);
  return index < 0 ? undefined : rawHeaders[index + 1];
}
