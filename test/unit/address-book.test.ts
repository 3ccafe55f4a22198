/** The rules of an address book, and the form in which it is stored. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Book,
  withAdded,
  withoutEntry,
  withReplaced,
} from "../../packages/commerce/src/addresses/rules.ts";
import { bookOf, storedForm } from "../../packages/commerce/src/addresses/stored-form.ts";
import { ADDRESS } from "../support/shop.ts";

const entry = (id: string, label?: string) => ({
  id,
  ...(label !== undefined && { label }),
  address: ADDRESS,
});
const EMPTY: Book = { entries: [], defaultId: undefined };
const ids = ({ entries }: Book) => entries.map(({ id }) => id);
const booked = (...all: string[]) => all.reduce<Book>((book, id) => withAdded(book, entry(id), false), EMPTY);
const refused = (code: string) => expect.objectContaining({ code });

/** A change with any of a few addresses, which may be in the book or not. */
const edit = () =>
  fc.record({
    change: fc.constantFrom("add" as const, "replace" as const, "remove" as const),
    id: fc.integer({ min: 0, max: 24 }).map(String),
    asDefault: fc.boolean(),
  });

function edited(book: Book, { change, id, asDefault }: { change: string; id: string; asDefault: boolean }) {
  try {
    if (change === "remove") return withoutEntry(book, id);
    if (change === "replace") return withReplaced(book, entry(id), asDefault);
    return ids(book).includes(id) ? book : withAdded(book, entry(id), asDefault);
  } catch {
    return book;
  }
}

describe("an address book", () => {
  it("has its first address as the default until another is wanted", () => {
    expect(booked("a", "b").defaultId).toBe("a");
    expect(withAdded(booked("a"), entry("b"), true).defaultId).toBe("b");
    expect(withReplaced(booked("a", "b"), entry("b"), true).defaultId).toBe("b");
    expect(withReplaced(booked("a", "b"), entry("a"), false).defaultId).toBe("a");
  });

  it("has its oldest address as the default once the default is deleted", () => {
    const book = withReplaced(booked("a", "b", "c"), entry("b"), true);
    expect(withoutEntry(book, "b")).toMatchObject({ defaultId: "a" });
    expect(withoutEntry(book, "a")).toMatchObject({ defaultId: "b" });
    expect(withoutEntry(booked("a"), "a")).toEqual(EMPTY);
  });

  it("keeps its order, and replaces an address whole", () => {
    const book = withAdded(booked("a"), entry("b", "Home"), false);
    expect(withReplaced(book, entry("a", "Work"), false).entries).toEqual([
      entry("a", "Work"),
      entry("b", "Home"),
    ]);
    expect(withReplaced(book, entry("b"), false).entries).toEqual([entry("a"), entry("b")]);
  });

  it("refuses a twenty-first address and an unknown one", () => {
    const full = booked(...Array.from({ length: 20 }, (_, index) => `a${index}`));
    expect(() => withAdded(full, entry("new"), false)).toThrow(refused("address.too_many"));
    expect(() => withReplaced(full, entry("new"), true)).toThrow(refused("address.not_found"));
    expect(() => withoutEntry(full, "new")).toThrow(refused("address.not_found"));
  });

  it("has one default whatever is done to it, unless it is empty", () => {
    fc.assert(
      fc.property(fc.array(edit(), { maxLength: 60 }), (edits) => {
        const book = edits.reduce(edited, EMPTY);
        expect(ids(book).filter((id) => id === book.defaultId)).toHaveLength(
          book.entries.length === 0 ? 0 : 1,
        );
        expect(book.entries.length).toBeLessThanOrEqual(20);
        expect(new Set(ids(book)).size).toBe(book.entries.length);
      }),
    );
  });
});

describe("an address book that was stored and read", () => {
  it.each([EMPTY, withAdded(booked("a"), entry("b", "Home"), true)])("is the same: %j", (book) => {
    expect(bookOf(JSON.parse(JSON.stringify(storedForm(book))))).toEqual(book);
  });

  it("has a format, and one of an unknown format is not read", () => {
    expect(storedForm(EMPTY).format).toBe(1);
    expect(() => bookOf({ ...storedForm(EMPTY), format: 2 })).toThrow(/format 2/);
  });
});
