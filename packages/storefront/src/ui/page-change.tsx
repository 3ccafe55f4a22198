import { useEffect, useRef, useState } from "react";
import { ScrollRestoration, useLocation, useMatches } from "react-router";
import { headOf } from "../app/head.ts";
import { keepPage } from "../app/kept-pages.ts";
import css from "./unseen.module.css";

/**
 * The work that a browser does for a whole document, after a change of page within the app: the
 * title, also for screen readers, the place of the focus, the scroll position. The next part of a
 * list is a page, too. A filter of it is not: the focus stays, and the result is announced.
 */
export function PageChange() {
  const { key, pathname, search } = useLocation();
  const head = headOf(useMatches(), new URLSearchParams(search));
  const title = head?.title;
  const result = head?.result;
  const shown = useRef({ pathname, search });
  const [inBrowser, setInBrowser] = useState(false);
  const [announced, setAnnounced] = useState({ key, text: "" });

  useEffect(() => setInBrowser(true), []);
  useEffect(() => {
    if (title !== undefined) document.title = title;
  }, [title]);
  useEffect(() => {
    const before = shown.current;
    if (before.pathname === pathname && before.search === search) return;
    shown.current = { pathname, search };
    keepPage(location.href);
    const moved = before.pathname !== pathname;
    const cursor = cursorIn(search);
    const turned = cursor !== null && cursor !== cursorIn(before.search);
    // The link that was pressed may be gone, and the focus with it.
    if (moved || turned || document.activeElement === document.body)
      document.getElementById("main")?.focus({ preventScroll: true });
    setAnnounced({ key, text: (moved ? title : result) ?? "" });
  }, [key, pathname, search, title, result]);
  return (
    <>
      <p aria-live="polite" className={css.unseen}>
        {/* A new element is read even if its text is that of the one before. */}
        <span key={announced.key}>{announced.text}</span>
      </p>
      {inBrowser && <ScrollRestoration />}
    </>
  );
}

const cursorIn = (search: string) => new URLSearchParams(search).get("cursor");
