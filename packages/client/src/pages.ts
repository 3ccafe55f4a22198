import type { Operation } from "./calls.ts";

interface Page {
  items: unknown[];
  nextCursor?: string;
}

/** Makes the iterator over all items of a call whose answers come in pages. */
export function allItems({ path }: Operation, method: (...args: unknown[]) => Promise<unknown>) {
  const queryAt = path.split("{").length - 1;
  return async function* (...args: unknown[]): AsyncGenerator {
    let cursor: string | undefined;
    do {
      const one = [...args];
      one[queryAt] = { ...(args[queryAt] as object | undefined), ...(cursor !== undefined && { cursor }) };
      const { items, nextCursor } = (await method(...one)) as Page;
      yield* items;
      cursor = nextCursor;
    } while (cursor !== undefined);
  };
}
