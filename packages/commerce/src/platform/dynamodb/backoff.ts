const FIRST_MS = 50;
const MOST_MS = 1000;

/**
 * Waits a random time before the next try, longer after each. Callers that met once do not meet
 * again, and a busy partition gets time to recover.
 */
export function pauseAfter(attempt: number): Promise<void> {
  const longest = Math.min(MOST_MS, FIRST_MS * 2 ** (attempt - 1));
  return new Promise((resolve) => {
    setTimeout(resolve, Math.random() * longest);
  });
}
