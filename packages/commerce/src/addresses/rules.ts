import { MAX_ADDRESSES } from "@tradewind/blueprint/ground/limits";
import type { Address } from "@tradewind/blueprint/language/schema";
import { DomainError } from "../platform/errors.ts";

/** An address of a customer. */
export interface Entry {
  id: string;
  /** The customer's word for it, such as `Home`. */
  label?: string | undefined;
  address: Address;
}

/** The addresses of a customer, oldest first. */
export interface Book {
  entries: readonly Entry[];
  /** Id of the default address. Only an empty book has none. */
  defaultId: string | undefined;
}

/** Adds an address. The first one is the default, wanted or not. @throws address.too_many */
export function withAdded({ entries, defaultId }: Book, added: Entry, asDefault: boolean): Book {
  if (entries.length >= MAX_ADDRESSES) throw new DomainError("address.too_many");
  return { entries: [...entries, added], defaultId: asDefault ? added.id : (defaultId ?? added.id) };
}

/** Replaces the address that has the id of the new one. @throws address.not_found */
export function withReplaced(book: Book, replacement: Entry, asDefault: boolean): Book {
  refuseUnknown(book, replacement.id);
  return {
    entries: book.entries.map((entry) => (entry.id === replacement.id ? replacement : entry)),
    defaultId: asDefault ? replacement.id : book.defaultId,
  };
}

/** Removes an address; after the default, the oldest is the default. @throws address.not_found */
export function withoutEntry(book: Book, id: string): Book {
  refuseUnknown(book, id);
  const entries = book.entries.filter((entry) => entry.id !== id);
  return { entries, defaultId: book.defaultId === id ? entries[0]?.id : book.defaultId };
}

function refuseUnknown({ entries }: Book, id: string): void {
  if (!entries.some((entry) => entry.id === id)) throw new DomainError("address.not_found");
}
