import { useEffect, useRef, useState } from "react";
import { ScrollRestoration, useLocation, useMatches } from "react-router";
import { headOf } from "../app/head.ts";
import css from "./page-change.module.css";

/**
 * The work that a browser does for a whole document, after a change of page within the app: the
 * title, also for screen readers, the place of the focus, the scroll position.
 */
export function PageChange() {
  const { pathname, search } = useLocation();
  const title = headOf(useMatches(), new URLSearchParams(search))?.title;
  const shown = useRef(pathname);
  const [inBrowser, setInBrowser] = useState(false);
  const [announced, setAnnounced] = useState("");

  useEffect(() => setInBrowser(true), []);
  useEffect(() => {
    if (title !== undefined) document.title = title;
  }, [title]);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    document.getElementById("main")?.focus({ preventScroll: true });
    setAnnounced(title ?? "");
  }, [pathname, title]);
  return (
    <>
      <p aria-live="polite" className={css.announced}>
        {announced}
      </p>
      {inBrowser && <ScrollRestoration />}
    </>
  );
}
