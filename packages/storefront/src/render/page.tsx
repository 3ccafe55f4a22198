import { text } from "node:stream/consumers";
import { prerenderToNodeStream } from "react-dom/static";
import {
  createStaticHandler,
  createStaticRouter,
  RouterContextProvider,
  StaticRouterProvider,
} from "react-router";
import { Catalog, catalogContext } from "../app/catalog.ts";
import type { Locale } from "../app/language.ts";
import { basenameOf, localeOf, pathIn } from "../app/locale.ts";
import { routes } from "../routes.tsx";
import { IsLocal } from "../ui/local-strip.tsx";
import type { Address } from "./address.ts";
import { clientOver } from "./api.ts";
import type { PageRequest } from "./contract.ts";
import { documentOf } from "./document.ts";
import { inLanguage } from "./in-language.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";

export interface Page extends Pick<Outcome, "status" | "whole"> {
  /** The document. */
  body: string;
}

/** Renders a page of the app. */
export function pageAt(address: Address, request: PageRequest): Promise<Page> {
  return inLanguage(localeOf(address.path), (locale) => renderIn(locale, address, request));
}

async function renderIn(locale: Locale, { path, search }: Address, request: PageRequest): Promise<Page> {
  const { origin, local = false } = request;
  const handler = createStaticHandler(routes, { basename: basenameOf(locale) });
  const catalog = new Catalog(clientOver(request.api));
  const context = await handler.query(new Request(`${origin}${path}${search}`), {
    requestContext: new RouterContextProvider(new Map([[catalogContext, catalog]])),
  });
  if (context instanceof Response) throw new Error("No page of the shop answers with a response.");

  const { prelude } = await prerenderToNodeStream(
    <IsLocal value={local}>
      <StaticRouterProvider
        router={createStaticRouter(handler.dataRoutes, context)}
        context={context}
        hydrate={false}
      />
    </IsLocal>,
  );
  const { status, whole, head, facts } = outcomeOf(
    context,
    new URLSearchParams(search),
    (one) => `${origin}${pathIn(locale, one)}`,
  );
  const { loaderData, errors } = context;
  const data = { state: { loaderData, errors }, local };
  return {
    status,
    whole,
    body: documentOf({ locale, origin, head, facts, body: await text(prelude), data }),
  };
}
