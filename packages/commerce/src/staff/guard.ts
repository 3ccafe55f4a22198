import { count } from "../api-keys/index.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { type AuditedAction, record } from "../audit/index.ts";

/**
 * Who acts: the groups that the authorizer found in the token and whether the session passed a second factor; or the scopes
 * of an integration's key and its limit.
 */
export interface Credentials {
  groups: readonly string[];
  mfa: boolean;
  scopes: readonly string[];
  requestsPerMinute: number;
}

export interface Action extends AuditedAction {
  /** Who may do it: groups, and keys with this scope. */
  groups: readonly string[];
  permission: string | undefined;
  /** It changes something. */
  changes: boolean;
}

/**
 * Whatever staff do passes here, and is asked for again, should a door be open that was to be shut. A change is written
 * down before it is made, and then with its outcome: when the log cannot be written, nothing is changed.
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
  try {
    const result = await run();
    await conclude("done");
    return result;
  } catch (error) {
    await conclude(codeOf(error));
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
  await count(ctx, ctx.actor.id, requestsPerMinute);
}
