import type { Context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { addressee } from "../identity/index.ts";
import type { Draft } from "./entity.ts";

/** Another's draft answers as if it did not exist. @throws draft.not_found */
export async function ownedBy(ctx: Context, draft: Draft): Promise<Draft> {
  const { customerId, email } = draft;
  const owned =
    customerId === undefined
      ? (await addressee(ctx.actor.id)).email.toLowerCase() === email
      : customerId === ctx.actor.id;
  if (!owned) throw new DomainError("draft.not_found");
  return draft;
}
