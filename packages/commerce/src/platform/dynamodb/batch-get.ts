import type { BatchGetCommandInput, BatchGetCommandOutput } from "@aws-sdk/lib-dynamodb";
import { Throttled } from "../aws-errors.ts";
import { pauseAfter } from "./backoff.ts";

type Item = Record<string, unknown>;

/** Tries for one batch: with the pauses between them, three seconds at most. */
const ATTEMPTS = 7;

/**
 * Reads a batch whole. BatchGetItem leaves keys out when a partition is busy or the answer would be
 * larger than 16 MB, and it answers in any order. This asks for the rest, and answers in the order
 * of the keys; only items that do not exist are missing.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 * @throws ThrottlingException when keys are left after the last try
 */
export async function readWhole(
  send: (input: BatchGetCommandInput) => Promise<BatchGetCommandOutput>,
  input: BatchGetCommandInput,
): Promise<{ Responses: Record<string, Item[]>; UnprocessedKeys: Record<string, never> }> {
  const found = new Map<string, Item[]>();
  let wanted = input.RequestItems;
  for (let attempt = 1; ; attempt += 1) {
    const { Responses, UnprocessedKeys } = await send({ ...input, RequestItems: wanted });
    for (const [table, items] of Object.entries(Responses ?? {}))
      found.set(table, [...(found.get(table) ?? []), ...items]);
    if (Object.keys(UnprocessedKeys ?? {}).length === 0) break;
    if (attempt >= ATTEMPTS) throw new Throttled(`A batch is not read after ${attempt} tries.`);
    await pauseAfter(attempt);
    wanted = UnprocessedKeys;
  }
  const responses = Object.entries(input.RequestItems ?? {}).map(([table, { Keys = [] }]) => [
    table,
    inOrder(found.get(table) ?? [], Keys),
  ]);
  return { Responses: Object.fromEntries(responses), UnprocessedKeys: {} };
}

/** The items in the order of their keys. */
function inOrder(items: readonly Item[], keys: readonly Item[]): Item[] {
  const names = Object.keys(keys[0] ?? {});
  const keyOf = (item: Item) => JSON.stringify(names.map((name) => item[name]));
  const byKey = new Map(items.map((item) => [keyOf(item), item]));
  return keys.flatMap((key) => {
    const item = byKey.get(keyOf(key));
    return item ? [item] : [];
  });
}
