import { AwsError } from "../../kernel/wire.ts";
import { type CancellationReason, transactionCanceled, validation } from "../errors.ts";

const NO_REASON: CancellationReason = { Code: "None" };

/** Thrown for an item that cancels its transaction. */
export class Refusal extends Error {
  readonly reason: CancellationReason;

  constructor(reason: CancellationReason) {
    super(reason.Code);
    this.reason = reason;
  }
}

/** Throws if another transaction holds the item. */
export function checkNotHeld(held: ReadonlySet<string>, name: string): void {
  if (!held.has(name)) return;
  throw new Refusal({ Code: "TransactionConflict", Message: "Transaction is ongoing for the item" });
}

/** The cancellation reason for an item, from the error that a single call would have got. */
function reasonOf(error: unknown): CancellationReason {
  if (error instanceof Refusal) return error.reason;
  if (!(error instanceof AwsError)) throw error;
  switch (error.code) {
    case "ValidationException":
      return { Code: "ValidationError", Message: error.message };
    case "ProvisionedThroughputExceededException":
      return { Code: "ProvisionedThroughputExceeded", Message: error.message };
    case "ThrottlingException":
      return { Code: "ThrottlingError", Message: error.message };
    default:
      throw error;
  }
}

/**
 * Runs `step` for each item. If any throws, the transaction is cancelled with a reason for each
 * item.
 */
export function forEveryItem<T, R>(items: readonly T[], step: (item: T) => R): R[] {
  const results: R[] = [];
  let reasons: CancellationReason[] | undefined;
  for (const [index, item] of items.entries()) {
    try {
      results.push(step(item));
      reasons?.push(NO_REASON);
    } catch (error) {
      reasons ??= items.slice(0, index).map(() => NO_REASON);
      reasons.push(reasonOf(error));
    }
  }
  if (reasons) throw transactionCanceled(reasons);
  return results;
}

export function checkDistinctItems(names: string[]): void {
  if (new Set(names).size < names.length) {
    throw validation("Transaction request cannot include multiple operations on one item");
  }
}
