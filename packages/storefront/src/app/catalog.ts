import { createContext, data } from "react-router";
import {
  type Api,
  ApiError,
  type Category,
  type ListProductsQuery,
  type Product,
  type ProductSummaryPage,
} from "@tradewind/client";

/**
 * The reads of pages. A failure becomes the status of the page: 404 for an address that leads
 * nowhere, 503 when the API does not answer.
 */
export class Catalog {
  readonly #api: Api;
  #categories: Promise<Category[]> | undefined;

  /** @param categories the departments, if they are known, such as from the page's own data */
  constructor(api: Api, categories?: Category[]) {
    this.#api = api;
    if (categories) this.#categories = Promise.resolve(categories);
  }

  /** The departments, which are asked for once. */
  categories(): Promise<Category[]> {
    this.#categories ??= asPage(this.#api.listCategories().then(({ items }) => items)).catch(
      (error: unknown) => {
        this.#categories = undefined;
        throw error;
      },
    );
    return this.#categories;
  }

  async category(slug: string): Promise<Category> {
    const category = (await this.categories()).find((one) => one.slug === slug);
    if (!category) throw data(null, { status: 404 });
    return category;
  }

  products(query: ListProductsQuery, signal?: AbortSignal): Promise<ProductSummaryPage> {
    return asPage(this.#api.listProducts(query, { signal }));
  }

  product(slug: string, signal?: AbortSignal): Promise<Product> {
    return asPage(this.#api.getProductBySlug(slug, { signal }));
  }
}

export const catalogContext = createContext<Catalog>();

async function asPage<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
    const throttled = error instanceof ApiError && error.status === 429;
    throw data(null, { status: refused && !throttled ? 404 : 503 });
  }
}
