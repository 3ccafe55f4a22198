import type { Order } from "../entity.ts";

/** True when an undo has given back neither money nor units yet: it can be called off. */
export const isUntouched = ({ refundedAt, stockReturned = 0 }: Order): boolean =>
  refundedAt === undefined && stockReturned === 0;
