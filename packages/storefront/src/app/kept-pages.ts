/**
 * Asks the service worker to keep a page, as a document, and other files. It keeps only those that
 * it knows. Without a worker nothing happens.
 */
export function keepPage(address: string, files: readonly string[] = []): void {
  if (!("serviceWorker" in navigator) || !navigator.onLine) return;
  const urlsToCache = [[address, { headers: { accept: "text/html" } }], ...files];
  void navigator.serviceWorker.ready.then(({ active }) =>
    // The message that Workbox listens to.
    active?.postMessage({ type: "CACHE_URLS", payload: { urlsToCache } }),
  );
}
