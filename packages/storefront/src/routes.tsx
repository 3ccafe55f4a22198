import "./styles/tokens.css";
import type { RouteObject } from "react-router";
import { PRODUCT, SHELL } from "./app/route-ids.ts";
import { category } from "./pages/category.tsx";
import { Failure } from "./pages/failure.tsx";
import { home } from "./pages/home.tsx";
import { missing } from "./pages/missing.ts";
import { product } from "./pages/product.tsx";
import { shell } from "./ui/shell.tsx";

/** The shop's pages. The same table serves each language, below its prefix. */
export const routes: RouteObject[] = [
  {
    id: SHELL,
    ...shell,
    children: [
      {
        ErrorBoundary: Failure,
        children: [
          { index: true, ...home },
          { path: "c/:slug", ...category },
          { id: PRODUCT, path: "p/:slug", ...product },
          { path: "*", loader: missing },
        ],
      },
    ],
  },
];
