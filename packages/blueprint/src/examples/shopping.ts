import { ids, mug, times, twoMugs, usd } from "./values.ts";

const guestToken = "Q2FydFRva2VuT2ZBR3Vlc3RJbkFuRXhhbXBsZTEyMzQ";

const cart = {
  items: [
    {
      ...mug,
      image: "/images/harbour-mug.svg",
      quantity: 2,
      unitPrice: usd(1999),
      total: usd(3998),
      availability: "in_stock",
    },
  ],
  totals: { subtotal: usd(3998) },
  version: 3,
};

const image = { url: "/images/harbour-mug.svg", alt: "Harbour mug", width: 800, height: 800 };
const variant = { sku: mug.sku, availability: "in_stock", available: 12 };

export const shoppingExamples = {
  Health: { status: "ok" },
  OpenApiDocument: { openapi: "3.1.0" },
  ProductSummary: {
    id: ids.product,
    name: mug.name,
    price: usd(1999),
    image,
    slug: "harbour-mug",
    updatedAt: times.placed,
  },
  Product: {
    id: ids.product,
    sku: mug.sku,
    slug: "harbour-mug",
    name: mug.name,
    description: "A stoneware mug that keeps coffee warm on deck.",
    brand: "Tradewind",
    price: usd(1999),
    image,
    categories: ["kitchen"],
    attributes: { material: "stoneware" },
    options: [
      { name: "colour", values: ["blue"] },
      { name: "size", values: ["L"] },
    ],
    variants: [{ ...variant, options: mug.options, price: usd(1999) }],
    updatedAt: times.placed,
  },
  SkuAvailability: { sku: mug.sku, availability: "backorder", shipsFrom: times.later, available: 0 },
  Category: { slug: "kitchen", name: "Kitchen", description: "For cooks and guests.", products: 24 },
  Cart: cart,
  AddCartItemRequest: twoMugs,
  ChangeCartItemRequest: { quantity: 1 },
  MergeCartsRequest: { token: guestToken },
  OpenedGuestCart: { token: guestToken, cart: { items: [], totals: { subtotal: usd(0) }, version: 1 } },
  AddGuestCartItemRequest: twoMugs,
  ChangeGuestCartItemRequest: { quantity: 1 },
  CreatePaymentTokenRequest: {
    number: "4242424242424242",
    expMonth: 12,
    expYear: 2030,
    cvc: "123",
    holder: "Ada Lovelace",
  },
  PaymentToken: { token: ids.paymentToken, brand: "visa", last4: "4242" },
  ShippingOption: {
    method: "standard",
    name: "Standard",
    price: usd(499),
    freeFrom: usd(5000),
    days: { from: 2, to: 4 },
  },
};
