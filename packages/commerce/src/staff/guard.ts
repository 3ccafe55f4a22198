import { countRequest } from "../api-keys/index.ts";
import { type AuditedAction, record } from "../audit/index.ts";
import { afterwards } from "../platform/afterwards.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";

/**
 * Credentials of the caller: groups and second factor, as the authorizer found them in the token;
 * for an integration, the scopes and limit of its key.
 */
export interface Credentials {
  groups: readonly string[];
  mfa: boolean;
  scopes: readonly string[];
  requestsPerMinute: number;
}

export interface Action extends AuditedAction {
  /** Groups that may do it. Keys need the scope `permission`. */
  groups: readonly string[];
  permission: string | undefined;
  /** True when the action changes something. */
  changes: boolean;
}

/**
 * Runs an action of staff. It authorizes the caller again, in case a route was left open. A change
 * is recorded before it is made, and then with its outcome; if the audit log cannot be written,
 * nothing is changed.
 * @param codeOf the outcome to record for an error
 * @throws auth.forbidden, throttled
 */
export async function act<T>(
  ctx: Context,
  credentials: Credentials,
  action: Action,
  run: () => Promise<T>,
  codeOf: (error: unknown) => string,
): Promise<T> {
  await authorize(ctx, credentials, action);
  if (!action.changes) return run();
  const conclude = await record(ctx, action);
  // Without an outcome the record says `begun`.
  const concluded = (outcome: string) => afterwards("Recording an outcome", () => conclude(outcome));
  try {
    const result = await run();
    await concluded("done");
    return result;
  } catch (error) {
    await concluded(codeOf(error));
    throw error;
  }
}

async function authorize(
  ctx: Context,
  { groups, mfa, scopes, requestsPerMinute }: Credentials,
  action: Action,
): Promise<void> {
  if (scopes.length === 0) {
    if (mfa && action.groups.some((group) => groups.includes(group))) return;
    throw new DomainError("auth.forbidden");
  }
  if (!scopes.some((scope) => scope === action.permission)) throw new DomainError("auth.forbidden");
  await countRequest(ctx, ctx.actor.id, requestsPerMinute);
}
