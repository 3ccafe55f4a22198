import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Message = string | { match: Record<string, string> }[];

const read = (locale: string) => {
  const file = `packages/storefront/messages/${locale}.json`;
  const { $schema: _, ...messages } = JSON.parse(readFileSync(file, "utf8")) as Record<string, Message>;
  return messages;
};

const textsOf = (message: Message | undefined): string[] => {
  if (message === undefined) return [];
  return typeof message === "string" ? [message] : message.flatMap(({ match }) => Object.values(match));
};

const inputsOf = (message: Message | undefined) =>
  [...new Set(textsOf(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].toSorted();

const english = read("en");
const german = read("de");

describe("the messages", () => {
  it("are there in both languages", () => {
    expect(Object.keys(german).toSorted()).toEqual(Object.keys(english).toSorted());
    for (const message of [...Object.values(english), ...Object.values(german)])
      for (const text of textsOf(message)) expect(text.trim()).not.toBe("");
  });

  it("use the same facts in both languages", () => {
    for (const [name, message] of Object.entries(english))
      expect([name, ...inputsOf(german[name])]).toEqual([name, ...inputsOf(message)]);
  });

  it("are all shown by some page", () => {
    const sources = globSync("packages/storefront/src/**/*.{ts,tsx}").map((file) =>
      readFileSync(file, "utf8"),
    );
    const shown = new Set(sources.flatMap((text) => text.match(/\bm\.\w+/g) ?? []));
    expect(Object.keys(english).filter((name) => !shown.has(`m.${name}`))).toEqual([]);
  });
});
