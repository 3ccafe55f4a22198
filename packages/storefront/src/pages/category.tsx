import { type LoaderFunctionArgs, useLoaderData } from "react-router";
import { catalogContext } from "../app/catalog.ts";
import type { Head, PageHandle } from "../app/head.ts";
import { Tiles } from "../ui/tiles.tsx";
import { m } from "#messages";

export async function loader({ context, params: { slug = "" }, request }: LoaderFunctionArgs) {
  const catalog = context.get(catalogContext);
  const [category, page] = await Promise.all([
    catalog.category(slug),
    catalog.products({ category: slug, limit: 24 }, request.signal),
  ]);
  return { category, page };
}
type CategoryData = Awaited<ReturnType<typeof loader>>;

export const handle: PageHandle<CategoryData> = {
  head: ({ category }): Head => ({
    title: m.category_title({ name: category.name }),
    description: category.description,
    canonical: `/c/${category.slug}`,
  }),
};

export function Component() {
  const { category, page } = useLoaderData<typeof loader>();
  return (
    <>
      <h1>{category.name}</h1>
      <Tiles products={page.items} early={4} />
    </>
  );
}
