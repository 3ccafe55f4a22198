import { createContext, type ReactNode } from "react";
import { type Api, ApiError, type Cart } from "@tradewind/client";
import { refusalText } from "./refusals.ts";

/** Text for the customer about the last action. */
export interface Notice {
  /** Also with marks, such as that of a name in another language. */
  text: ReactNode;
  refused: boolean;
}

export interface CartView {
  /** Units in the cart, with those that are on their way to it. */
  count: number;
  /** The cart as the API last answered it; absent until then. */
  contents?: Cart;
  notice?: Notice;
}

/** The facts about the cart that outlive a page. A browser cannot read who is signed in. */
interface Remembered {
  holder: "guest" | "account";
  count: number;
}

/** The part of a browser's storage that the cart needs. */
export interface Store {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** A page that signs a customer in writes `{"holder":"account","count":0}` here. */
export const CART_KEY = "tradewind.cart";
const NOBODY: Remembered = { holder: "guest", count: 0 };

export const emptyView: CartView = { count: 0 };

/** The one cart of a page. It shows additions at once, and takes back those that are refused. */
export class CartStore {
  readonly #api: Api;
  readonly #store: Store;
  readonly #listeners = new Set<() => void>();
  #remembered: Remembered;
  #contents: Cart | undefined;
  #onTheirWay = 0;
  #notice: Notice | undefined;
  #view: CartView;

  constructor(api: Api, store: Store) {
    this.#api = api;
    this.#store = store;
    this.#remembered = remembered(store);
    this.#view = { count: this.#remembered.count };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): CartView => this.#view;

  /** Adds units of a SKU. The outcome is in the view, as text, too. */
  async add(sku: string, quantity: number, added: ReactNode): Promise<void> {
    this.#onTheirWay += quantity;
    this.#notice = undefined;
    this.#show();
    try {
      await this.#keep(this.#send({ sku, quantity }));
      this.#notice = { text: added, refused: false };
    } catch (error) {
      if (error instanceof ApiError && error.code === "cart.not_found") this.#forget();
      this.#notice = { text: refusalText(error), refused: true };
    } finally {
      this.#onTheirWay -= quantity;
      this.#show();
    }
  }

  /** Reads the cart, unless this browser has never put anything in it. */
  async load(): Promise<void> {
    const { holder, count } = this.#remembered;
    if (holder === "guest" && count === 0) return;
    try {
      await this.#keep(holder === "account" ? this.#api.getCart() : this.#api.getGuestCart());
    } catch (error) {
      if (!(error instanceof ApiError) || (error.status !== 401 && error.status !== 404)) throw error;
      this.#forget();
    }
    this.#show();
  }

  dismiss(): void {
    this.#notice = undefined;
    this.#show();
  }

  /** Another page of the shop has changed the cart. */
  refresh(): void {
    this.#remembered = remembered(this.#store);
    this.#contents = undefined;
    this.#show();
  }

  async #send(item: { sku: string; quantity: number }): Promise<Cart> {
    if (this.#remembered.holder === "account") {
      try {
        return await this.#api.addCartItem(item);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 401) throw error;
        this.#forget();
      }
    }
    // The first item opens a guest's cart.
    return this.#api.addGuestCartItem(item);
  }

  async #keep(asked: Promise<Cart>): Promise<void> {
    const before = this.#contents;
    const cart = await asked;
    const now = this.#contents;
    // Answers may come in another order than they were made. A version below the one that was known
    // before the request is no late answer: the shop has opened a new cart.
    if (now && now !== before && cart.version < now.version) return;
    this.#contents = cart;
    this.#remember({
      ...this.#remembered,
      count: cart.items.reduce((sum, { quantity }) => sum + quantity, 0),
    });
  }

  /** The cart is gone, or the session has ended. */
  #forget(): void {
    this.#contents = undefined;
    this.#remember(NOBODY);
  }

  #remember(value: Remembered): void {
    this.#remembered = value;
    try {
      this.#store.setItem(CART_KEY, JSON.stringify(value));
    } catch {
      // The browser keeps nothing for this site: the count begins anew on the next page.
    }
  }

  #show(): void {
    this.#view = {
      count: this.#remembered.count + this.#onTheirWay,
      ...(this.#contents && { contents: this.#contents }),
      ...(this.#notice && { notice: this.#notice }),
    };
    for (const listener of this.#listeners) listener();
  }
}

function remembered(store: Store): Remembered {
  try {
    const value = JSON.parse(store.getItem(CART_KEY) ?? "null") as Partial<Remembered> | null;
    const count = Number.isSafeInteger(value?.count) ? (value?.count ?? 0) : 0;
    return { holder: value?.holder === "account" ? "account" : "guest", count };
  } catch {
    return NOBODY;
  }
}

/** Absent where pages are rendered: nobody's cart is there. */
export const CartContext = createContext<CartStore | undefined>(undefined);
