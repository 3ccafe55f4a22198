/** Where stock lies, in the order in which it is taken from. */
export const stockLocations = [
  { id: "loc_main", name: "Main warehouse" },
  { id: "loc_north", name: "Northern warehouse" },
] as const;

/** Holds every SKU's first lot; what names no location means this one. */
export const DEFAULT_LOCATION = stockLocations[0].id;
