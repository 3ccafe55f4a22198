import { Link, type LoaderFunctionArgs, NavLink, Outlet, useLoaderData, useNavigation } from "react-router";
import type { Category } from "@tradewind/client";
import { catalogContext } from "../app/catalog.ts";
import { m } from "../app/language.ts";
import { catalogText } from "../app/locale.ts";
import { CartButton } from "./cart-button.tsx";
import { LanguageLinks } from "./language-links.tsx";
import { LocalStrip } from "./local-strip.tsx";
import { Logo } from "./logo.tsx";
import { Notice } from "./notice.tsx";
import { PageChange } from "./page-change.tsx";
import css from "./shell.module.css";

export interface ShellData {
  categories: Category[];
  /** False when the API did not answer for the frame. */
  whole: boolean;
}

/** The frame of every page stays when the API does not answer: without its departments. */
const loader = ({ context }: LoaderFunctionArgs): Promise<ShellData> =>
  context
    .get(catalogContext)
    .categories()
    .then(
      (categories) => ({ categories, whole: true }),
      () => ({ categories: [], whole: false }),
    );

function Component() {
  const { categories } = useLoaderData<typeof loader>();
  const { state } = useNavigation();
  return (
    <>
      <a className={css.skip} href="#main">
        {m.skip_to_content()}
      </a>
      <LocalStrip />
      <header className={css.header}>
        <div className={css.bar}>
          <Link to="/" className={css.brand}>
            <Logo />
            {m.shop_name()}
          </Link>
          <LanguageLinks />
          <CartButton />
        </div>
        {categories.length > 0 && <Departments categories={categories} />}
      </header>
      <main id="main" className={css.main} tabIndex={-1} aria-busy={state !== "idle"}>
        <Outlet />
      </main>
      <footer className={css.footer}>
        <p>{m.shop_promise()}</p>
        <p>{m.footer_note()}</p>
      </footer>
      <Notice />
      <PageChange />
    </>
  );
}

const Departments = ({ categories }: { categories: readonly Category[] }) => (
  <nav className={css.departments} aria-label={m.departments()}>
    <ul>
      {categories.map(({ slug, name }) => (
        <li key={slug}>
          <NavLink to={`/c/${slug}`} {...catalogText()}>
            {name}
          </NavLink>
        </li>
      ))}
    </ul>
  </nav>
);

export const shell = { loader, Component };
