import { useLocation } from "react-router";
import { getLocale, type Locale, locales, m } from "../app/language.ts";
import { pathIn } from "../app/locale.ts";
import css from "./language-links.module.css";

/** Each in its own language, for whoever does not read this one. */
const NAMES: Readonly<Record<Locale, string>> = { en: "English", de: "Deutsch" };

/**
 * Links to this page in the other languages. They load a whole document, since the language of a
 * document does not change while it is open.
 */
export function LanguageLinks() {
  const { pathname, search } = useLocation();
  return (
    <nav className={css.languages} aria-label={m.languages()}>
      {locales.map((locale) => (
        <a
          key={locale}
          href={`${pathIn(locale, pathname)}${search}`}
          lang={locale}
          hrefLang={locale}
          aria-label={`${locale.toUpperCase()} – ${NAMES[locale]}`}
          aria-current={locale === getLocale() ? "true" : undefined}
        >
          {locale.toUpperCase()}
        </a>
      ))}
    </nav>
  );
}
