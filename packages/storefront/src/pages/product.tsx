import { type LoaderFunctionArgs, useLoaderData } from "react-router";
import type { Product } from "@tradewind/client";
import { catalogContext } from "../app/catalog.ts";
import type { Head, PageHandle } from "../app/head.ts";
import { Picture } from "../ui/picture.tsx";
import { m } from "#messages";

export const loader = ({ context, params: { slug = "" }, request }: LoaderFunctionArgs): Promise<Product> =>
  context.get(catalogContext).product(slug, request.signal);

export const handle: PageHandle<Product> = {
  head: (product): Head => ({
    title: m.product_title({ name: product.name }),
    description: product.description,
    canonical: `/p/${product.slug}`,
  }),
};

export function Component() {
  const product = useLoaderData<typeof loader>();
  return (
    <article>
      <h1>{product.name}</h1>
      <Picture image={product.image} first />
    </article>
  );
}
