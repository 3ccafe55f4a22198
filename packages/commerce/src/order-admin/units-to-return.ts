import type { Allocation } from "../inventory/index.ts";

/**
 * Chooses the units of a SKU that go back: those of the fullest parcel first, so that no parcel
 * becomes empty needlessly.
 */
export function unitsToReturn(
  allocations: readonly Allocation[],
  sku: string,
  quantity: number,
): Allocation[] {
  const parcel = new Map<string, number>();
  for (const { location, quantity } of allocations)
    parcel.set(location, (parcel.get(location) ?? 0) + quantity);
  const returned: Allocation[] = [];
  let missing = quantity;
  const fullest = allocations
    .filter((one) => one.sku === sku)
    .toSorted((a, b) => (parcel.get(b.location) ?? 0) - (parcel.get(a.location) ?? 0));
  for (const one of fullest) {
    const given = Math.min(missing, one.quantity);
    if (given > 0) returned.push({ ...one, quantity: given });
    missing -= given;
  }
  return returned;
}
