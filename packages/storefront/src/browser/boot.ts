/**
 * The only script of a page. It loads the app when the browser has nothing else to do, or at the
 * first touch, so that no script stands before the first paint. Until then links work as they are.
 */

let loading: Promise<void> | undefined;
let pressed: HTMLElement | undefined;

const load = (): void => {
  loading ??= begin();
};

async function begin(): Promise<void> {
  const { start } = await loadApp();
  await start();
  removeEventListener("click", keep);
  // The press came before the app did.
  pressed?.click();
}

/** The document names the app, so that this script stays the same when the app changes. */
function loadApp(): Promise<typeof import("./app.tsx")> {
  const { app = "" } = document.querySelector<HTMLElement>("script[data-app]")?.dataset ?? {};
  return import(/* @vite-ignore */ app);
}

/** Keeps a press of a button until the app can answer it. */
function keep({ target }: MouseEvent): void {
  if (target instanceof Element) pressed = target.closest<HTMLElement>("button[type=button]") ?? undefined;
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
