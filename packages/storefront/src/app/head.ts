import type { UIMatch } from "react-router";

/** The part of a page's head that differs from page to page. */
export interface Head {
  title: string;
  description: string;
  /** Path within the language, without a query. Absent for pages without an address. */
  canonical?: string;
  /** The page is a view of another one, such as its second part. */
  unlisted?: boolean;
  /** The content of a list, for screen readers after a change of its filter or part. */
  result?: string;
  /** Path of a picture for links in messengers. */
  image?: string;
}

/** Put as `handle` of a route. */
export interface PageHandle<Data = unknown> {
  head: (data: Data, search: URLSearchParams) => Head;
}

/** The head of the innermost matched route that has one and whose data has come. */
export function headOf(
  matches: readonly Pick<UIMatch, "handle" | "loaderData">[],
  search: URLSearchParams,
): Head | undefined {
  const match = matches.findLast(({ handle }) => isPageHandle(handle));
  if (!match || match.loaderData === undefined) return undefined;
  return (match.handle as PageHandle).head(match.loaderData, search);
}

const isPageHandle = (handle: unknown): handle is PageHandle =>
  typeof handle === "object" && handle !== null && "head" in handle;
