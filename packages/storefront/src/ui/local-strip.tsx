import { createContext, use } from "react";
import { m } from "../app/language.ts";
import css from "./local-strip.module.css";

/** True in the shop of a laptop. */
export const IsLocal = createContext(false);

/** Shows a newcomer where to go on. */
export function LocalStrip() {
  if (!use(IsLocal)) return null;
  return (
    <aside className={css.strip} aria-label={m.local_heading()}>
      <p>
        <strong>{m.local_heading()}</strong> {m.local_text()}
      </p>
      <ul>
        <li>
          <a href="/_local/sign-in">{m.local_sign_in()}</a>
        </li>
        <li>
          <a href="/_local/outbox">{m.local_outbox()}</a>
        </li>
        <li>
          <a href="/api-docs">{m.local_api()}</a>
        </li>
      </ul>
    </aside>
  );
}
