import { addressee } from "../identity/index.ts";
import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import type { Draft } from "./entity.ts";

/**
 * Returns the draft if it is the caller's; another customer's draft is not found.
 * @throws draft.not_found
 */
export async function requireOwned(ctx: Context, draft: Draft): Promise<Draft> {
  const { customerId, email } = draft;
  const owned =
    customerId === undefined
      ? (await addressee(ctx.actor.id)).email.toLowerCase() === email
      : customerId === ctx.actor.id;
  if (!owned) throw new DomainError("draft.not_found");
  return draft;
}
