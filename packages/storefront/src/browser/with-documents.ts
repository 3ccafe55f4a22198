import { type LoaderFunction, type RouteObject, redirectDocument } from "react-router";

/**
 * Routes that load a whole document when the API does not answer: the page may be kept where the
 * API's answers are not. Offline only the service worker has documents.
 */
export const withDocuments = (routes: readonly RouteObject[]): RouteObject[] =>
  routes.map(
    ({ loader, children, ...route }) =>
      ({
        ...route,
        ...(typeof loader === "function" && { loader: orDocument(loader) }),
        ...(children && { children: withDocuments(children) }),
      }) as RouteObject,
  );

const orDocument =
  (loader: LoaderFunction): LoaderFunction =>
  async (args, context) => {
    try {
      return await loader(args, context);
    } catch (error) {
      // The failures of `data(null, { status })`, as loaders throw them.
      const { status = 0 } = (error as { init?: ResponseInit }).init ?? {};
      if (status < 500 || !(navigator.onLine || navigator.serviceWorker?.controller)) throw error;
      throw redirectDocument(args.request.url);
    }
  };
