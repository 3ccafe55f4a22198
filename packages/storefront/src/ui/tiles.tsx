import { Link } from "react-router";
import type { ProductSummary } from "@tradewind/client";
import { catalogText } from "../app/locale.ts";
import { price } from "../app/money.ts";
import { Picture } from "./picture.tsx";
import css from "./tiles.module.css";

interface TilesProps {
  products: readonly ProductSummary[];
  /** The number of tiles that are seen without scrolling. */
  early?: number;
}

/** Products as a grid of pictures with names and prices. */
export const Tiles = ({ products, early = 0 }: TilesProps) => (
  <ul className={css.grid}>
    {products.map((product, index) => (
      <li key={product.id} className={css.tile}>
        <Link to={`/p/${product.slug}`}>
          <Picture image={product.image} decorative first={early > 0 && index === 0} early={index < early} />
          <span className={css.text}>
            <span className={css.name} {...catalogText()}>
              {product.name}
            </span>
            <span className={css.price}>{price(product.price)}</span>
          </span>
        </Link>
      </li>
    ))}
  </ul>
);
