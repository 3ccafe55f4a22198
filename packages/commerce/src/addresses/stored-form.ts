/**
 * The stored form of an address book. Its format number tells how to read the contents, so that
 * another format, such as an encrypted one, can take over book by book.
 */
import type { Book, Entry } from "./rules.ts";

const FORMAT = 1;

/** The attributes of an item that hold a book. */
export interface StoredBook {
  format: number;
  /** Labels and addresses, which are personal data. The format says what they look like. */
  contents: object;
  defaultId?: string;
}

export const storedForm = ({ entries, defaultId }: Book): StoredBook => ({
  format: FORMAT,
  contents: entries,
  ...(defaultId !== undefined && { defaultId }),
});

export function bookOf({ format, contents, defaultId }: StoredBook): Book {
  if (format !== FORMAT) throw new Error(`This version cannot read an address book of format ${format}.`);
  return { entries: contents as Entry[], defaultId };
}
