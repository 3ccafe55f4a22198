/**
 * The only script of a page. It loads the app when the browser has nothing else to do, or at the
 * first touch, so that no script stands before the first paint. Until then links work as they are.
 */
import type { Compiled } from "../app/language.ts";

let loading: Promise<void> | undefined;
let pressed: HTMLElement | undefined;

const load = (): void => {
  loading ??= begin().catch(() => {
    // The page works as it is. The next press tries again.
    loading = undefined;
  });
};

/**
 * The document names the app and its language, so that this script stays the same when they change.
 */
async function begin(): Promise<void> {
  const { app = "", messages = "" } = document.querySelector<HTMLElement>("script[data-app]")?.dataset ?? {};
  const [{ start }, language] = await Promise.all([
    import(/* @vite-ignore */ app) as Promise<typeof import("./app.tsx")>,
    import(/* @vite-ignore */ messages) as Promise<Compiled>,
  ]);
  // The browser may answer to something else in between.
  await new Promise((resolve) => setTimeout(resolve));
  // From here on React keeps what is pressed.
  removeEventListener("click", keep);
  await start(language);
  pressed?.click();
}

/** Keeps a press of a button until the app can answer it. */
function keep({ target }: MouseEvent): void {
  if (target instanceof Element) pressed = target.closest<HTMLElement>("button[type=button]") ?? undefined;
  load();
}

const whenIdle = () => {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(load, { timeout: 2000 });
  else setTimeout(load, 200);
};

addEventListener("click", keep);
for (const event of ["pointerover", "touchstart", "keydown", "focusin"])
  addEventListener(event, load, { once: true, passive: true });
if (document.readyState === "complete") whenIdle();
else addEventListener("load", whenIdle, { once: true });
