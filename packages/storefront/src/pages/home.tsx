import { Link, type LoaderFunctionArgs, useLoaderData } from "react-router";
import type { Category, ProductSummary } from "@tradewind/client";
import { catalogContext } from "../app/catalog.ts";
import type { Head, PageHandle } from "../app/head.ts";
import { m } from "../app/language.ts";
import { catalogText } from "../app/locale.ts";
import { Picture } from "../ui/picture.tsx";
import { Tiles } from "../ui/tiles.tsx";
import { WithCatalogText } from "../ui/with-catalog-text.tsx";
import css from "./home.module.css";

/** The largest departments have a row of products. */
const ROWS = 3;
const TILES = 6;

interface Row {
  category: Category;
  products: ProductSummary[];
}

interface HomeData {
  departments: number;
  rows: Row[];
}

async function loader({ context, request }: LoaderFunctionArgs): Promise<HomeData> {
  const catalog = context.get(catalogContext);
  const categories = await catalog.categories();
  const largest = categories.toSorted((one, other) => other.products - one.products).slice(0, ROWS);
  const rows = largest.map(async (category) => {
    const query = { category: category.slug, limit: TILES, sort: "-price" } as const;
    return { category, products: (await catalog.products(query, request.signal)).items };
  });
  return { departments: categories.length, rows: await Promise.all(rows) };
}

const handle: PageHandle = {
  head: (): Head => ({ title: m.home_title(), description: m.home_description(), canonical: "/" }),
};

function Component() {
  const { departments, rows } = useLoaderData<typeof loader>();
  const [first] = rows;
  return (
    <>
      <section className={css.hero}>
        <div>
          <h1>{m.home_heading()}</h1>
          <p className={css.intro}>{m.home_intro({ departments })}</p>
          {first && (
            <Link className={css.enter} to={`/c/${first.category.slug}`}>
              <WithCatalogText message={(department) => m.home_enter({ department })}>
                {first.category.name}
              </WithCatalogText>
            </Link>
          )}
        </div>
        <Collage rows={rows} />
      </section>
      {rows.map(({ category, products }) => (
        <section key={category.slug} className={css.row} aria-labelledby={`row-${category.slug}`}>
          <div className={css.rowHead}>
            <h2 id={`row-${category.slug}`} {...catalogText()}>
              {category.name}
            </h2>
            <Link to={`/c/${category.slug}`}>
              <WithCatalogText message={(department) => m.home_all({ department })}>
                {category.name}
              </WithCatalogText>
            </Link>
          </div>
          <p className={css.rowText} {...catalogText()}>
            {category.description}
          </p>
          <Tiles products={products} />
        </section>
      ))}
    </>
  );
}

/** One product of each row, as links of which the picture is the name. */
function Collage({ rows }: { rows: Row[] }) {
  return (
    <div className={css.collage}>
      {rows.map(({ products: [product] }, index) =>
        product ? (
          <Link key={product.id} to={`/p/${product.slug}`}>
            <Picture image={product.image} first={index === 0} />
          </Link>
        ) : null,
      )}
    </div>
  );
}

export const home = { loader, handle, Component };
