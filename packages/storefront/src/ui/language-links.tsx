import { useLocation } from "react-router";
import { pathIn } from "../app/locale.ts";
import css from "./language-links.module.css";
import { m } from "#messages";
import { getLocale, locales } from "#messages/runtime";

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
          aria-label={m.language_name({}, { locale })}
          aria-current={locale === getLocale() ? "true" : undefined}
        >
          {locale.toUpperCase()}
        </a>
      ))}
    </nav>
  );
}
