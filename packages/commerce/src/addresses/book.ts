/** Reads and changes of an address book by its customer. */

import type { SavedAddress, WantedAddress } from "@tradewind/blueprint/areas/accounts/addresses";
import type { Context } from "../platform/context.ts";
import { electroOptions } from "../platform/dynamodb/options.ts";
import { DomainError } from "../platform/errors.ts";
import { RACE_TRIES } from "../platform/races.ts";
import { AddressBookEntity } from "./entity.ts";
import { type Book, type Entry, withAdded, withoutEntry, withReplaced } from "./rules.ts";
import { bookOf, storedForm } from "./stored-form.ts";

/** The caller's addresses, oldest first. */
export async function list(ctx: Context): Promise<{ items: SavedAddress[] }> {
  const { book } = await read(ctx);
  return { items: book.entries.map((entry) => view(entry, book)) };
}

/** Adds an address. @throws address.too_many, address.changed */
export async function add(ctx: Context, wanted: WantedAddress): Promise<SavedAddress> {
  const added = entryOf(ctx.ids.next("adr"), wanted);
  return view(added, await change(ctx, (book) => withAdded(book, added, wanted.default === true)));
}

/** Replaces an address. @throws address.not_found, address.changed */
export async function replace(ctx: Context, id: string, wanted: WantedAddress): Promise<SavedAddress> {
  const entry = entryOf(id, wanted);
  return view(entry, await change(ctx, (book) => withReplaced(book, entry, wanted.default === true)));
}

/** Removes an address. @throws address.not_found, address.changed */
export async function remove(ctx: Context, id: string): Promise<void> {
  await change(ctx, (book) => withoutEntry(book, id));
}

const entryOf = (id: string, { label, address }: WantedAddress): Entry => ({
  id,
  ...(label !== undefined && { label }),
  address,
});

const view = (entry: Entry, { defaultId }: Book): SavedAddress => ({
  ...entry,
  default: entry.id === defaultId,
});

/** The caller's book at its version. The book of a customer who never had an address is empty. */
async function read({ actor }: Context): Promise<{ book: Book; version: number }> {
  const { data } = await AddressBookEntity.get({ customerId: actor.id }).go({
    ...electroOptions,
    consistent: true,
  });
  if (!data) return { book: { entries: [], defaultId: undefined }, version: 0 };
  return { book: bookOf(data), version: data.version };
}

/** Applies an edit to the newest book and stores it. @throws address.changed */
async function change(ctx: Context, edit: (book: Book) => Book): Promise<Book> {
  for (const _ of RACE_TRIES) {
    const { book, version: before } = await read(ctx);
    const edited = edit(book);
    const { rejected } = await AddressBookEntity.put({
      customerId: ctx.actor.id,
      version: before + 1,
      ...storedForm(edited),
    })
      .where(({ version }, { eq, notExists }) => (before === 0 ? notExists(version) : eq(version, before)))
      .go({ ...electroOptions, returnOnConditionCheckFailure: true });
    if (!rejected) return edited;
  }
  throw new DomainError("address.changed");
}
