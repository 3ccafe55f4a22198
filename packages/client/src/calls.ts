/** The forms of calls, which the generated interface uses. */

export interface CallOptions {
  /** Cancels the call. It then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

export interface KeyedOptions extends CallOptions {
  /**
   * The client makes a key for each call and repeats it in its retries. Give your own to repeat a
   * call later, such as after a reload of the page.
   */
  idempotencyKey?: string | undefined;
}

/** A call whose answers come in pages. */
export interface Paged<Query, Page, Item, Path extends string[] = []> {
  /** Gets one page. */
  (...args: [...path: Path, query?: Query, options?: CallOptions]): Promise<Page>;
  /** Gets all items, page after page, as they are consumed. */
  all(...args: [...path: Path, query?: Query, options?: CallOptions]): AsyncIterable<Item>;
}

/** The way in which a call is sent. */
export interface Operation {
  method: string;
  /** With parameters in braces: `/orders/{id}`. */
  path: string;
  /** The session is sent along, if there is one. */
  auth?: boolean;
  body?: boolean;
  /** The media type of the body, if it is not application/json. */
  bodyType?: string;
  query?: boolean;
  keyed?: boolean;
  /** Not a GET, and still safe to send again. */
  repeatable?: boolean;
  /** The answer has an entity tag, so that an unchanged one need not be sent again. */
  tagged?: boolean;
  /** The answer is a text, not JSON. */
  text?: boolean;
  paged?: boolean;
  /** Names of options that are sent as headers, and the names of the headers. */
  headers?: Readonly<Record<string, string>>;
}
