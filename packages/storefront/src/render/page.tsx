import { AsyncLocalStorage } from "node:async_hooks";
import { prerenderToNodeStream } from "react-dom/static";
import {
  createStaticHandler,
  createStaticRouter,
  RouterContextProvider,
  type StaticHandlerContext,
  StaticRouterProvider,
} from "react-router";
import type { Product } from "@tradewind/client";
import { Catalog, catalogContext } from "../app/catalog.ts";
import { type Head, headOf } from "../app/head.ts";
import { baseLocale, type Compiled, type Locale, m, speak } from "../app/language.ts";
import { basenameOf, localeOf, pathIn } from "../app/locale.ts";
import { failureTitle, isMissing } from "../pages/failure.tsx";
import { PRODUCT, routes } from "../routes.tsx";
import { IsLocal } from "../ui/local-strip.tsx";
import type { Address } from "./address.ts";
import { clientOver } from "./api.ts";
import type { PageRequest } from "./contract.ts";
import { documentOf } from "./document.ts";
import { productFacts } from "./facts.ts";
import * as de from "#messages/de";
import * as en from "#messages/en";

/** Pages of several languages are rendered at the same time. */
const language = new AsyncLocalStorage<Locale>();
const messages: Readonly<Record<Locale, Compiled>> = { en, de };
speak(() => {
  const locale = language.getStore() ?? baseLocale;
  return { locale, messages: messages[locale] };
});

/** Renders a page of the app. */
export function pageAt(address: Address, request: PageRequest): Promise<{ status: number; body: string }> {
  const locale = localeOf(address.path);
  return language.run(locale, () => renderIn(locale, address, request));
}

async function renderIn(locale: Locale, { path, search }: Address, request: PageRequest) {
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
  const { loaderData, errors } = context;
  return {
    status: statusOf(context),
    body: documentOf({
      locale,
      origin,
      head: headIn(context, new URLSearchParams(search)),
      facts: factsIn(context, (path) => `${origin}${pathIn(locale, path)}`),
      body: await textOf(prelude),
      data: { state: { loaderData, errors }, local },
    }),
  };
}

const failureOf = ({ errors }: StaticHandlerContext): unknown => Object.values(errors ?? {})[0];

function statusOf(context: StaticHandlerContext): number {
  const failure = failureOf(context);
  if (failure === undefined) return 200;
  return isMissing(failure) ? 404 : 503;
}

function headIn(context: StaticHandlerContext, search: URLSearchParams): Head {
  const failure = failureOf(context);
  const matches = context.matches.map(({ route }) => ({
    handle: route.handle as unknown,
    loaderData: context.loaderData[route.id] as unknown,
  }));
  const head = failure === undefined ? headOf(matches, search) : undefined;
  return head ?? { title: failureTitle(failure), description: m.home_description() };
}

function factsIn({ loaderData }: StaticHandlerContext, address: (path: string) => string): object[] {
  const product = loaderData[PRODUCT] as Product | undefined;
  return product ? productFacts(product, address) : [];
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  return text;
}
