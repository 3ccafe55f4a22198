/**
 * The service worker: it shows visited pages, and their pictures, without a connection. It keeps
 * only what is the same for everybody. Answers of the API and paths that it does not know go to the
 * network, always.
 */
import { cacheNames, clientsClaim, type WorkboxPlugin } from "workbox-core";
import { ExpirationPlugin } from "workbox-expiration";
import { addPlugins, matchPrecache, precache } from "workbox-precaching";
import { registerRoute, setCatchHandler } from "workbox-routing";
import { CacheFirst, NetworkFirst, NetworkOnly } from "workbox-strategies";
import { locales } from "../app/language.ts";
import { localeOf, pathIn } from "../app/locale.ts";
import { isPagePath, OFFLINE } from "../app/page-path.ts";

declare const self: ServiceWorkerGlobalScope;
/** Changes with the page for times without a connection. The build puts it in. */
declare const OFFLINE_REVISION: string;

/** Another number, for another form of the content, forgets what is kept. */
const CACHE = { pages: "pages-1", assets: "assets-1", pictures: "pictures-1" } as const;
/** Seconds that a customer waits for the network if there is a kept page. */
const PATIENCE = 3;
/** Kept pages live as long as the scripts that they name. */
const MONTH = 30 * 24 * 60 * 60;

const wholePages: WorkboxPlugin = {
  async cacheWillUpdate({ response }) {
    const mayKeep = !/no-store|private/.test(response.headers.get("cache-control") ?? "");
    return response.status === 200 && !response.redirected && mayKeep ? response : null;
  },
};

const offlineIn = (locale: (typeof locales)[number]) => pathIn(locale, OFFLINE);

// Open pages stay as they are: their scripts are kept, or still in the shop.
void self.skipWaiting();
clientsClaim();

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldCaches());
});

async function forgetOldCaches(): Promise<void> {
  const current: string[] = [...Object.values(CACHE), cacheNames.precache];
  const old = (await caches.keys()).filter((name) => !current.includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}

addPlugins([
  {
    // The shop of a laptop has pages and API at the same addresses.
    requestWillFetch: async ({ request }) => new Request(request, { headers: { accept: "text/html" } }),
  },
]);
precache(locales.map((locale) => ({ url: offlineIn(locale), revision: OFFLINE_REVISION })));

registerRoute(
  ({ sameOrigin, url }) => sameOrigin && isPagePath(url.pathname),
  new NetworkFirst({
    cacheName: CACHE.pages,
    networkTimeoutSeconds: PATIENCE,
    // A page that the app asks for has another `Accept` than one that is opened.
    matchOptions: { ignoreVary: true },
    plugins: [wholePages, new ExpirationPlugin({ maxEntries: 60, maxAgeSeconds: MONTH })],
  }),
);

registerRoute(
  ({ sameOrigin, url }) => sameOrigin && url.pathname.startsWith("/assets/"),
  new CacheFirst({
    cacheName: CACHE.assets,
    plugins: [wholePages, new ExpirationPlugin({ maxEntries: 60, maxAgeSeconds: MONTH })],
  }),
);

registerRoute(
  ({ sameOrigin, url }) => sameOrigin && url.pathname.startsWith("/images/"),
  new CacheFirst({
    cacheName: CACHE.pictures,
    plugins: [wholePages, new ExpirationPlugin({ maxEntries: 300, purgeOnQuotaError: true })],
  }),
);

// Other pages are not kept: an account, a checkout, an unknown address. They can be missing, too.
registerRoute(
  ({ request, sameOrigin, url }) =>
    sameOrigin && request.mode === "navigate" && !/^\/(api|_local)\//.test(url.pathname),
  new NetworkOnly(),
);

setCatchHandler(async ({ request, url }) => {
  const offline = request.mode === "navigate" && (await matchPrecache(offlineIn(localeOf(url.pathname))));
  return offline || Response.error();
});
