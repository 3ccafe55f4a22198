import { useEffect } from "react";
import { isRouteErrorResponse, Link, useLocation, useRouteError } from "react-router";
import { getLocale, m } from "../app/language.ts";
import { pathIn } from "../app/locale.ts";
import css from "./failure.module.css";

/** A page that could not be shown, in words: the address leads nowhere, or the API is down. */
export function Failure() {
  const error = useRouteError();
  return isMissing(error) ? <Missing /> : <Unavailable />;
}

/** Also the judgement of the renderer, which answers with the status. */
export const isMissing = (error: unknown): boolean => isRouteErrorResponse(error) && error.status === 404;

/** Titles of failures. A failed page has no data from which its own title could be made. */
export const failureTitle = (error: unknown): string =>
  isMissing(error) ? m.missing_title() : m.failure_title();

function Missing() {
  useTitle(m.missing_title());
  return (
    <div className={css.failure}>
      <h1>{m.missing_heading()}</h1>
      <p>{m.missing_text()}</p>
      <Link to="/">{m.missing_back()}</Link>
    </div>
  );
}

function Unavailable() {
  const { pathname, search } = useLocation();
  useTitle(m.failure_title());
  return (
    <div className={css.failure}>
      <h1>{m.failure_heading()}</h1>
      <p>{m.failure_text()}</p>
      {/* A whole document, so that it works without the app and starts afresh with it. */}
      <a href={`${pathIn(getLocale(), pathname)}${search}`}>{m.failure_retry()}</a>
    </div>
  );
}

function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
