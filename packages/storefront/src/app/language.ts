import type * as english from "#messages/en";

/** The first one is that of addresses without a prefix. */
export const locales = ["en", "de"] as const;
export type Locale = (typeof locales)[number];
export const baseLocale = locales[0];

/** The messages of a language, as the compiler leaves them. */
export type Compiled = typeof english;
type Inputs<Name extends keyof Compiled> = Parameters<Compiled[Name]>[0];

/** Functions that return text. Those of messages without inputs need no argument. */
type Messages = {
  readonly [Name in keyof Compiled]: keyof Inputs<Name> extends never
    ? () => string
    : (inputs: Inputs<Name>) => string;
};

interface Language {
  locale: Locale;
  messages: Compiled;
}

let current: () => Language = () => {
  throw new Error("No language is set.");
};

/** Sets from where the language comes: a browser has one, the renderer one for each page. */
export function speak(language: () => Language): void {
  current = language;
}

export const getLocale = (): Locale => current().locale;

/** The messages of the page's language: `m.cart()`. */
export const m = new Proxy({} as Messages, {
  get: (_, name) => current().messages[name as keyof Compiled],
});
