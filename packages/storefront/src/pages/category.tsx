import { Link, type LoaderFunctionArgs, useLoaderData, useSearchParams } from "react-router";
import { catalogContext } from "../app/catalog.ts";
import type { Head, PageHandle } from "../app/head.ts";
import { m } from "../app/language.ts";
import { isNarrowed, listingOf } from "../app/listing.ts";
import { catalogText } from "../app/locale.ts";
import { Tiles } from "../ui/tiles.tsx";
import css from "./category.module.css";
import { Filter } from "./filter.tsx";

/** Tiles that are seen without scrolling on most screens. */
const EARLY = 6;

async function loader({ context, params: { slug = "" }, request }: LoaderFunctionArgs) {
  const catalog = context.get(catalogContext);
  const listing = listingOf(new URL(request.url).searchParams);
  const [category, page] = await Promise.all([
    catalog.category(slug),
    catalog.products({ ...listing, category: slug }, request.signal),
  ]);
  return { category, page };
}
type CategoryData = Awaited<ReturnType<typeof loader>>;

const handle: PageHandle<CategoryData> = {
  head: ({ category, page: { items } }, search): Head => ({
    title: m.category_title({ name: category.name }),
    description: category.description,
    canonical: `/c/${category.slug}`,
    unlisted: isNarrowed(search),
    result: items.length === 0 ? m.none_found() : m.shown_count({ count: items.length }),
    ...(items[0] && { image: items[0].image.url }),
  }),
};

function Component() {
  const { category, page } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  return (
    <>
      <div className={css.head}>
        <div>
          <h1 {...catalogText()}>{category.name}</h1>
          <p {...catalogText()}>{category.description}</p>
          {!isNarrowed(search) && (
            <p className={css.count}>{m.product_count({ count: category.products })}</p>
          )}
        </div>
        <Filter key={category.slug} search={search} />
      </div>
      {page.items.length === 0 ? <p>{m.none_found()}</p> : <Tiles products={page.items} early={EARLY} />}
      <Pages search={search} next={page.nextCursor} />
    </>
  );
}

function Pages({ search, next }: { search: URLSearchParams; next: string | undefined }) {
  const first = search.get("cursor") !== null;
  if (!first && next === undefined) return null;
  return (
    <nav className={css.pages} aria-label={m.pages()}>
      {first && <Link to={{ search: withCursor(search, undefined) }}>{m.page_first()}</Link>}
      {next !== undefined && (
        <Link className={css.next} to={{ search: withCursor(search, next) }} rel="next">
          {m.page_next()}
        </Link>
      )}
    </nav>
  );
}

function withCursor(search: URLSearchParams, cursor: string | undefined): string {
  const other = new URLSearchParams(search);
  if (cursor === undefined) other.delete("cursor");
  else other.set("cursor", cursor);
  return other.size === 0 ? "" : `?${other}`;
}

export const category = { loader, handle, Component };
