import "./styles/tokens.css";
import type { RouteObject } from "react-router";
import * as category from "./pages/category.tsx";
import { Failure } from "./pages/failure.tsx";
import * as home from "./pages/home.tsx";
import { missing } from "./pages/missing.ts";
import * as product from "./pages/product.tsx";
import * as shell from "./ui/shell.tsx";

/** The id of the route whose data are those of the frame. */
export const SHELL = "shell";
/** The id of the route whose data are a product. */
export const PRODUCT = "product";

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
