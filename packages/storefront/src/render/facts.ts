import type { Availability, Product } from "@tradewind/client";
import { decimal } from "../app/money.ts";

const AVAILABILITY: Readonly<Record<Availability, string>> = {
  in_stock: "https://schema.org/InStock",
  backorder: "https://schema.org/BackOrder",
  preorder: "https://schema.org/PreOrder",
  out_of_stock: "https://schema.org/OutOfStock",
};

/**
 * A product for search engines, with an offer for each variant. https://schema.org/Product
 * @param address gives the address of a path within the page's language
 */
export function productFacts(product: Product, address: (path: string) => string): object[] {
  const path = `/p/${product.slug}`;
  return [
    {
      "@context": "https://schema.org",
      "@type": "Product",
      name: product.name,
      description: product.description,
      sku: product.sku,
      url: address(path),
      image: new URL(product.image.url, address("/")).href,
      brand: { "@type": "Brand", name: product.brand },
      offers: product.variants.map((variant) => ({
        "@type": "Offer",
        sku: variant.sku,
        url: address(`${path}?sku=${encodeURIComponent(variant.sku)}`),
        price: decimal(variant.price),
        priceCurrency: variant.price.currency,
        availability: AVAILABILITY[variant.availability],
      })),
    },
  ];
}
