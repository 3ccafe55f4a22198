import { text } from "node:stream/consumers";
import { prerenderToNodeStream } from "react-dom/static";
import { m } from "../app/language.ts";
import { localeOf, pathIn, withoutPrefix } from "../app/locale.ts";
import { OFFLINE } from "../app/page-path.ts";
import failure from "../pages/failure.module.css";
import { Logo } from "../ui/logo.tsx";
import shell from "../ui/shell.module.css";
import { documentOf } from "./document.ts";
import { inLanguage } from "./in-language.ts";

export const isOfflinePath = (path: string): boolean => withoutPrefix(path) === OFFLINE;

/**
 * The page that the service worker shows in place of one that it has not kept. It stands at the
 * other page's address, so it has no app.
 */
export const offlinePage = (path: string, origin: string): Promise<string> =>
  inLanguage(localeOf(path), async (locale) => {
    const { prelude } = await prerenderToNodeStream(<Offline home={pathIn(locale, "/")} />);
    const head = { title: m.offline_title(), description: m.home_description() };
    return documentOf({ locale, origin, head, facts: [], body: await text(prelude) });
  });

const Offline = ({ home }: { home: string }) => (
  <>
    <header className={shell.header}>
      <div className={shell.bar}>
        <a href={home} className={shell.brand}>
          <Logo />
          {m.shop_name()}
        </a>
      </div>
    </header>
    <main id="main" className={shell.main}>
      <div className={failure.failure}>
        <h1>{m.offline_heading()}</h1>
        <p>{m.offline_text()}</p>
        {/* The address that the customer has opened. */}
        <a href="">{m.failure_retry()}</a>
      </div>
    </main>
  </>
);
