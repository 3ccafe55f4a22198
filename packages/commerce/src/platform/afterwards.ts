/**
 * Does what follows from a change that is made already. An error is logged, not thrown: to the
 * caller it would look as if the change had failed.
 */
export async function afterwards(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(`${what} failed, after a change that is made.`, error);
  }
}
