import { type ReactNode, StrictMode, startTransition, useEffect } from "react";
import { hydrateRoot } from "react-dom/client";
import { createBrowserRouter, RouterContextProvider } from "react-router";
import { RouterProvider } from "react-router/dom";
import { createClient } from "@tradewind/client";
import { CART_KEY, CartContext, CartStore, type Store } from "../app/cart.ts";
import { Catalog, catalogContext } from "../app/catalog.ts";
import { type Compiled, speak } from "../app/language.ts";
import { basenameOf, localeOf } from "../app/locale.ts";
import type { PageData } from "../app/page-data.ts";
import { SHELL } from "../app/route-ids.ts";
import { ApiContext } from "../app/use-current-stock.ts";
import { routes } from "../routes.tsx";
import { IsLocal } from "../ui/local-strip.tsx";
import type { ShellData } from "../ui/shell.tsx";
import { registerWorker } from "./register-worker.ts";
import { withDocuments } from "./with-documents.ts";

/** Makes the page that the renderer wrote an app. Resolves when it answers to the customer. */
export function start(messages: Compiled): Promise<void> {
  const root = document.getElementById("root");
  const data = document.getElementById("page-data")?.textContent;
  if (!root || !data) return Promise.reject(new Error("The document is not a page of the shop."));
  const { state, local } = JSON.parse(data) as PageData;
  const locale = localeOf(location.pathname);
  speak(() => ({ locale, messages }));
  const api = createClient({ session: "cookie" });
  const shell = state.loaderData?.[SHELL] as ShellData | undefined;
  const catalog = new Catalog(api, shell?.whole ? shell.categories : undefined);
  const cart = new CartStore(api, storage());
  addEventListener("storage", ({ key }) => {
    if (key === CART_KEY) cart.refresh();
  });
  const router = createBrowserRouter(withDocuments(routes), {
    basename: basenameOf(locale),
    hydrationData: state,
    getContext: () => new RouterContextProvider(new Map([[catalogContext, catalog]])),
  });
  const ready = new Promise<void>((resolve) => {
    startTransition(() => {
      hydrateRoot(
        root,
        <StrictMode>
          <Ready then={resolve}>
            <IsLocal value={local}>
              <ApiContext value={api}>
                <CartContext value={cart}>
                  <RouterProvider router={router} />
                </CartContext>
              </ApiContext>
            </IsLocal>
          </Ready>
        </StrictMode>,
      );
    });
  });
  // With hot reload, a worker would keep sources that change.
  if (!import.meta.hot) void ready.then(() => whenIdle(registerWorker));
  return ready;
}

const whenIdle = (work: () => unknown) =>
  "requestIdleCallback" in globalThis ? requestIdleCallback(work) : setTimeout(work, 1000);

/** Stands around the page: an element beside it would change the ids that the renderer gave. */
function Ready({ then, children }: { then: () => void; children: ReactNode }) {
  useEffect(then, [then]);
  return children;
}

/** A browser that keeps nothing for sites refuses the very name of the storage. */
function storage(): Store {
  try {
    return localStorage;
  } catch {
    return { getItem: () => null, setItem: () => {} };
  }
}
