import { placeDraft as route } from "@tradewind/blueprint/areas/drafts";
import { placeDraft } from "@tradewind/commerce/drafts";
import { endpoint } from "@tradewind/lambda-kit";

export const handler = endpoint(route, ({ ctx, caller, params, headers, body }) =>
  placeDraft(ctx, params.id, {
    ...body,
    contact: caller.contact,
    idempotencyKey: headers["idempotency-key"],
  }),
);
