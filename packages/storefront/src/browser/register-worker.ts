import { keepPage } from "../app/kept-pages.ts";
import { WORKER } from "../app/worker-path.ts";

/** The part of `window.trustedTypes` that the shop needs. TypeScript does not know it yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: () => string },
  ): { createScriptURL(url: string): string };
}

/**
 * Registers the service worker. It does not see the first page of a visitor, so it is told of that
 * page and its parts. Without a worker the shop works as ever.
 */
export async function registerWorker(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  // The policy of the page lets only this name create the address of a script.
  const policy = trustedTypes?.createPolicy("tradewind", { createScriptURL: () => WORKER });
  const url = policy?.createScriptURL(WORKER) ?? WORKER;
  await navigator.serviceWorker.register(url).catch(() => undefined);
  // A worker may have come between the request for this page and now.
  const [page] = performance.getEntriesByType("navigation");
  if (page && (page as PerformanceNavigationTiming).workerStart === 0)
    keepPage(
      page.name,
      performance.getEntriesByType("resource").map(({ name }) => name),
    );
}
