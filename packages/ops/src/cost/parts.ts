import type { Usage } from "../metering/usage.ts";

interface Part {
  name: string;
  /** The lines of a receipt that belong to this part. */
  has: (usage: Pick<Usage, "service" | "operation" | "caller">) => boolean;
  /** Most dollars for a million orders; absent where the price is not ours to change. */
  most?: { alone: number; atLoad: number };
}

/**
 * The parts of an order's cost, each with a bound of its own. A line belongs to the first part that
 * has it. A new part of the platform is a new entry before `order`, with the functions it adds.
 */
export const parts = [
  { name: "mail", has: ({ service }) => service === "ses" },
  { name: "order", has: () => true, most: { alone: 65, atLoad: 60 } },
] as const satisfies Part[];

export type PartName = (typeof parts)[number]["name"];

export function partOf(usage: Usage): PartName {
  const part = (parts as readonly (Part & { name: PartName })[]).find(({ has }) => has(usage));
  if (!part) throw new Error(`${usage.service} ${usage.operation} belongs to no part.`);
  return part.name;
}
