import { AsyncLocalStorage } from "node:async_hooks";
import { baseLocale, type Compiled, type Locale, speak } from "../app/language.ts";
import * as de from "#messages/de";
import * as en from "#messages/en";

/** Pages of several languages are rendered at the same time. */
const language = new AsyncLocalStorage<Locale>();
const messages: Readonly<Record<Locale, Compiled>> = { en, de };
speak(() => {
  const locale = language.getStore() ?? baseLocale;
  return { locale, messages: messages[locale] };
});

/** Does some work in a language: `m` has its messages meanwhile. */
export const inLanguage = <T>(locale: Locale, work: (locale: Locale) => T): T =>
  language.run(locale, () => work(locale));
