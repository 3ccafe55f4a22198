import {
  Link,
  type LoaderFunctionArgs,
  type ShouldRevalidateFunction,
  useLoaderData,
  useRouteLoaderData,
  useSearchParams,
} from "react-router";
import type { Product, Variant } from "@tradewind/client";
import { catalogContext } from "../app/catalog.ts";
import type { Head, PageHandle } from "../app/head.ts";
import { getLocale, m } from "../app/language.ts";
import { catalogText } from "../app/locale.ts";
import { price } from "../app/money.ts";
import { SHELL } from "../app/route-ids.ts";
import { useCurrentStock } from "../app/use-current-stock.ts";
import { choicesOf, shownVariant } from "../app/variants.ts";
import { AddToCart } from "../ui/add-to-cart.tsx";
import { AvailabilityText } from "../ui/availability-text.tsx";
import { Picture } from "../ui/picture.tsx";
import type { ShellData } from "../ui/shell.tsx";
import unseen from "../ui/unseen.module.css";
import css from "./product.module.css";

const loader = ({ context, params: { slug = "" }, request }: LoaderFunctionArgs): Promise<Product> =>
  context.get(catalogContext).product(slug, request.signal);

/** Another variant is in the data already. */
const shouldRevalidate: ShouldRevalidateFunction = ({ currentParams, nextParams }) =>
  currentParams["slug"] !== nextParams["slug"];

const handle: PageHandle<Product> = {
  head: (product): Head => ({
    title: m.product_title({ name: product.name }),
    description: product.description,
    canonical: `/p/${product.slug}`,
    image: product.image.url,
  }),
};

function Component() {
  const product = useCurrentStock(useLoaderData<typeof loader>());
  const [search] = useSearchParams();
  const shown = shownVariant(product, search.get("sku"));
  return (
    <>
      <Breadcrumb product={product} />
      <article className={css.page}>
        <Picture image={product.image} first />
        <div>
          <p className={css.brand} {...catalogText()}>
            {product.brand}
          </p>
          <h1 {...catalogText()}>{product.name}</h1>
          <p className={css.price}>{price(shown?.price ?? product.price)}</p>
          <p {...catalogText()}>{product.description}</p>
          {shown && (
            <>
              <Options product={product} shown={shown} />
              <AvailabilityText stock={shown} />
              <AddToCart name={product.name} variant={shown} />
            </>
          )}
          <Details product={product} />
        </div>
      </article>
    </>
  );
}

function Breadcrumb({ product: { categories } }: { product: Product }) {
  const shell = useRouteLoaderData<ShellData>(SHELL);
  const category = shell?.categories.find(({ slug }) => slug === categories[0]);
  return (
    <nav className={css.breadcrumb} aria-label={m.breadcrumb()}>
      <Link to="/">{m.home()}</Link>
      {category && (
        <Link to={`/c/${category.slug}`} {...catalogText()}>
          {category.name}
        </Link>
      )}
    </nav>
  );
}

/** The options as links: each value has an address, so that a choice needs no script. */
const Options = ({ product, shown }: { product: Product; shown: Variant }) =>
  choicesOf(product, shown).map(({ name, values }) => (
    <div key={name} role="group" aria-label={name} className={css.option} {...catalogText()}>
      <p aria-hidden="true">{name}</p>
      <ul>
        {values.map(({ value, chosen, leadsTo }) => (
          <li key={value}>
            <Link
              to={{ search: `?sku=${encodeURIComponent(leadsTo.sku)}` }}
              replace
              preventScrollReset
              aria-current={chosen ? "true" : undefined}
              className={leadsTo.availability === "out_of_stock" ? css.soldOut : undefined}
            >
              {value}
              {leadsTo.availability === "out_of_stock" && (
                <span className={unseen.unseen} lang={getLocale()}>
                  {` (${m.sold_out()})`}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  ));

const Details = ({ product: { attributes } }: { product: Product }) => (
  <section className={css.details} aria-labelledby="details">
    <h2 id="details">{m.details()}</h2>
    <dl {...catalogText()}>
      {Object.entries(attributes).map(([name, value]) => (
        <div key={name}>
          <dt>{inWords(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  </section>
);

/** `madeIn` becomes `made in`. */
const inWords = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

export const product = { loader, shouldRevalidate, handle, Component };
