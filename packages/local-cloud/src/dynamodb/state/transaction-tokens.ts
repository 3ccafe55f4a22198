import { hash } from "node:crypto";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Collection } from "../../kernel/store.ts";
import { AwsError } from "../../kernel/wire.ts";

/**
 * "10 minutes after it was first used":
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
const VALID_MS = 10 * 60 * 1000;

interface Used {
  /** Digest of the request that the token was used with. */
  request: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/**
 * Client request tokens of completed transactions. They survive a restart, as the retries they
 * serve do.
 */
export class TransactionTokens {
  readonly #kernel: Kernel;
  readonly #collection: Collection<Used>;
  /** In order of use, so that expired tokens come first. */
  readonly #used = new Map<string, Used>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#collection = kernel.store.collection<Used>("dynamodb/tokens");
    const loaded = [...this.#collection.load()].sort(([, a], [, b]) => a.at - b.at);
    for (const [token, used] of loaded) this.#used.set(token, used);
  }

  /**
   * True if a transaction with this token has completed. Refuses the token with a different
   * request.
   */
  isRepeat(token: string, items: unknown): boolean {
    this.#dropExpired();
    const used = this.#used.get(token);
    if (!used) return false;
    if (used.request === digest(items)) return true;
    throw new AwsError(
      "IdempotentParameterMismatchException",
      "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.",
    );
  }

  remember(token: string, items: unknown): void {
    const used = { request: digest(items), at: this.#kernel.clock.now() };
    this.#used.set(token, used);
    this.#collection.put(token, used);
  }

  #dropExpired(): void {
    const expired = this.#kernel.clock.now() - VALID_MS;
    for (const [token, { at }] of this.#used) {
      if (at > expired) return;
      this.#used.delete(token);
      this.#collection.delete(token);
    }
  }
}

function digest(items: unknown): string {
  return hash("sha256", canonical(items), "base64");
}

/**
 * One text for equal values. The maps of many clients have no order, so a retry may list its
 * attributes in another one. Strings carry their length, which is far cheaper than to escape them.
 */
function canonical(value: unknown): string {
  if (typeof value === "string") return `${value.length}:${value}`;
  if (typeof value !== "object" || value === null) return `${String(value)};`;
  if (Array.isArray(value)) return `[${value.map(canonical).join("")}]`;
  const members = value as Record<string, unknown>;
  let text = "{";
  for (const name of Object.keys(members).sort()) text += canonical(name) + canonical(members[name]);
  return `${text}}`;
}
