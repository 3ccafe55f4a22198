/**
 * Bugs that once were in the sources, or nearly. `npm run simulate -- --planted` plants each of
 * them in a copy and counts the seeds until the simulation finds it.
 */
export interface Bug {
  name: string;
  /** The bug in words. */
  words: string;
  /** Each `from` is in its file exactly once. */
  edits: readonly { file: string; from: string; to: string }[];
}

const SAGA = "packages/commerce/src/orders/saga";

export const bugs: readonly Bug[] = [
  {
    name: "return-stays-claimed",
    words: "Goods that come find their return claimed by its last execution, and no sweep takes it over.",
    edits: [
      {
        file: "packages/commerce/src/returns/decide.ts",
        from: `.remove(["execution", "restarts"])`,
        to: `.remove(["restarts"])`,
      },
      {
        file: "packages/commerce/src/returns/sweep.ts",
        from: "  const { correlationId } = item;\n",
        to: `  const { correlationId, execution: claimed } = item;\n  if (claimed !== undefined && item.status !== "REQUESTED") return;\n`,
      },
    ],
  },
  {
    name: "booking-stays",
    words: "An order is undone, and nobody asks the carrier to cancel its parcel.",
    edits: [
      {
        file: `${SAGA}/schedule-delivery.ts`,
        from: `if ((await Logistics.cancel(ctx, held.orderId)) === "cancelled") return`,
        to: "if (order.orderId) return",
      },
    ],
  },
  {
    name: "pickup-swallowed",
    words: "An order is undone, its parcel leaves all the same, and nobody is told.",
    edits: [
      {
        file: `${SAGA}/schedule-delivery.ts`,
        from: `if ((await Logistics.cancel(ctx, held.orderId)) === "cancelled") return`,
        to: "if (order.orderId) return",
      },
      {
        file: `${SAGA}/parcel-seen.ts`,
        from: "leftUndone ? await leftUndoneWrites(ctx, order, taken) :",
        to: "leftUndone ? (void leftUndoneWrites, []) :",
      },
    ],
  },
  {
    name: "staff-undo-looks-at-nothing",
    words: "Staff undo an order whose parcel is with the customer.",
    edits: [
      {
        file: `${SAGA}/undo-by-staff.ts`,
        from: "    Logistics.nothingHasLeftWrite(order.orderId),\n",
        to: "",
      },
      {
        file: `${SAGA}/undo-by-staff.ts`,
        from: `if ((await cancelDelivery(ctx, held)).course === "none") throw new DomainError("order.not_undoable");`,
        to: "void cancelDelivery, void Logistics;",
      },
    ],
  },
  {
    name: "hiccup-fails-order",
    words: "A passing error of AWS counts as a refusal, and fails the order.",
    edits: [
      { file: "workflows/order-saga.ts", from: `Default: "PostponeOrder"`, to: `Default: "WithdrawOrder"` },
    ],
  },
  {
    name: "sold-units-sought-as-held",
    words: "The undo of a paid order looks for holds. Its sold units are given back to nobody.",
    edits: [
      {
        file: `${SAGA}/reserve-stock.ts`,
        from: `if (order.fulfilledAt !== undefined) return "committed";`,
        to: "",
      },
      {
        file: `${SAGA}/reserve-stock.ts`,
        from: `? "maybe committed" : "held"`,
        to: `? "held" : "held"`,
      },
    ],
  },
  {
    name: "attention-for-ever",
    words: "An order that needs attention is not moved on by the scans of its parcels.",
    edits: [
      {
        file: `${SAGA}/parcel-seen.ts`,
        from: `  const { orderId, customerId, status } = order;
  if (leadsTo(status, "SHIPPED")`,
        to: `  const { orderId, customerId, status } = order;
  if (status === "NEEDS_ATTENTION") return [];
  if (leadsTo(status, "SHIPPED")`,
      },
    ],
  },
  {
    name: "refund-told-before-made",
    words: "A refund is told when it is written down. Nobody asks a processor that did not answer again.",
    edits: [
      {
        file: "packages/commerce/src/payments/refund.ts",
        from: `error.name === stepErrors.processorUnavailable) return "asked";`,
        to: `error.name === stepErrors.processorUnavailable) {
      await confirm(ctx, orderId, reference);
      return "made";
    }`,
      },
    ],
  },
  {
    name: "refunds-not-swept",
    words: "A refund that the processor has not confirmed is never asked for again.",
    edits: [
      {
        file: "packages/commerce/src/payments/sweep.ts",
        from: "async function askAgain(ctx: Context, orderId: string, attentionWrite: AttentionWrite): Promise<void> {\n",
        to: "async function askAgain(ctx: Context, orderId: string, attentionWrite: AttentionWrite): Promise<void> {\n  if (orderId) return;\n",
      },
    ],
  },
  {
    name: "lots-merge-by-answer",
    words: "Lots are merged into the first that a read answers. Sales are sought in another.",
    edits: [
      {
        file: "packages/commerce/src/inventory/resize.ts",
        from: "const kept = there.find(({ lot }) => lot === first);",
        to: "const kept = (void first, there[0]);",
      },
      {
        file: "packages/commerce/src/platform/dynamodb/batch-get.ts",
        from: "inOrder(found.get(table) ?? [], Keys),",
        to: "(void inOrder, Keys, found.get(table) ?? []),",
      },
    ],
  },
  {
    name: "batch-read-once",
    words: "Keys that DynamoDB leaves unprocessed are not asked for again.",
    edits: [
      {
        file: "packages/commerce/src/platform/dynamodb/batch-get.ts",
        from: "if (Object.keys(UnprocessedKeys ?? {}).length === 0) break;",
        to: "if (attempt === 1) break;",
      },
    ],
  },
  {
    name: "adjustment-repeats",
    words: "A repeated adjustment of the stock counts twice.",
    edits: [
      {
        file: "packages/commerce/src/inventory/adjust.ts",
        from: `const request = { sku, reference, request: ["adjust",`,
        to: `const request = { sku, reference: reference + ctx.ids.next("adj"), request: ["adjust",`,
      },
    ],
  },
  {
    name: "reallocation-unconditional",
    words: "An attempt that came too late overwrites the lots of the order.",
    edits: [
      {
        file: `${SAGA}/reserve-stock.ts`,
        from: "(attributes, { eq }) => `${eq(attributes.version, version)} AND ${eq(attributes.lease, held.lease)}`,",
        to: "(attributes, { exists }) => (void held.lease, exists(attributes.orderId)),",
      },
    ],
  },
  {
    name: "void-not-repeated",
    words: "A payment is given up while its authorisation is on its way, and the money stays set aside.",
    edits: [
      {
        file: "packages/commerce/src/payments/undo.ts",
        from: `...(payment.status === "REQUESTED" && dueFields(orderId, ctx.clock.now() + VOID_AGAIN_MS)),`,
        to: "",
      },
      {
        file: "packages/commerce/src/payments/undo.ts",
        from: "      // An authorisation that was on its way may have come since.\n      await processor.void(orderId);\n",
        to: "",
      },
    ],
  },
  {
    name: "lease-not-checked",
    words: "A run that has lost its lease goes on writing.",
    edits: [
      {
        file: "packages/commerce/src/orders/transition.ts",
        from: "...(lease === undefined ? [] : [eq(attributes.lease, lease)]),",
        to: "",
      },
      {
        file: `${SAGA}/lease.ts`,
        from: "order.lease === lease && order.leaseUntil !== undefined;",
        to: "lease <= order.lease;",
      },
    ],
  },
];
