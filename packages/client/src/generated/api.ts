/* Made by `npm run docs` from the routes of packages/blueprint. Do not edit. */

import type { CallOptions, KeyedOptions, Paged } from "../calls.ts";

export interface Account {
  id: string;
  email: string;
  name: string;
  groups: UserGroup[];
  mfa: MfaState;
  /** Tasks that this session may do. Empty for customers, and without a second factor. */
  permissions: Permission[];
}

export interface AddAddressRequest {
  label?: string | undefined;
  /** `true` makes it the default. Otherwise the default stays as it is. */
  default?: boolean | undefined;
  address: Address;
}

export interface AddCartItemRequest {
  sku: string;
  quantity: number;
}

export interface AddGuestCartItemRequest {
  sku: string;
  quantity: number;
}

export interface AddOrderNoteRequest {
  text: string;
}

export interface Address {
  /** Name of the recipient. */
  name: string;
  line1: string;
  line2?: string | undefined;
  city: string;
  /** State or province. */
  region?: string | undefined;
  postalCode: string;
  /** ISO 3166-1 alpha-2 code. */
  country: string;
}

export interface AdjustStockRequest {
  /** Your own id of this request. Repeat it when you retry. */
  reference: string;
  quantity: number;
  reason: AdjustmentReason;
  note?: string | undefined;
  location?: StockLocation | undefined;
}

export type AdjustmentReason = "received" | "returned" | "count" | "correction" | "damaged" | "lost" | "promotion" | "other";

export interface AdminCancelOrderRequest {
  reason: string;
}

export interface AnswerMfaChallengeRequest {
  session: string;
  code: string;
}

export interface ApiKey {
  id: string;
  name: string;
  scopes: KeyScope[];
  requestsPerMinute: number;
  /** In UTC. */
  createdAt: string;
  createdBy: string;
  /** In UTC. */
  rotatedAt?: string | undefined;
}

export interface ApiKeyList {
  items: ApiKey[];
}

export interface ApiKeyWithSecret {
  id: string;
  name: string;
  scopes: KeyScope[];
  requestsPerMinute: number;
  /** In UTC. */
  createdAt: string;
  createdBy: string;
  /** In UTC. */
  rotatedAt?: string | undefined;
  /** The secret. It is shown only once: the shop stores its hash. */
  key: string;
}

export interface AuditEntry {
  id: string;
  /** In UTC. */
  at: string;
  actor: string;
  action: string;
  target: Record<string, string>;
  outcome: string;
  correlationId: string;
}

export interface AuditEntryPage {
  items: AuditEntry[];
  /** Send it as `cursor` to get the next page. Absent on the last page. */
  nextCursor?: string | undefined;
}

export type Availability = "in_stock" | "backorder" | "preorder" | "out_of_stock";

export interface BackorderPolicy {
  policy: "backorder";
  limit: number;
  /** In UTC. */
  shipsFrom?: string | undefined;
}

export interface BrowserReport {
  /** Only `csp-violation` is kept. */
  type: string;
  body?: ReportedViolation | undefined;
  [member: string]: unknown;
}

/** In a browser, the tokens are in cookies. */
export interface BrowserSession {
  /** Seconds until the access token expires. */
  expiresIn: number;
}

export type CardBrand = "visa" | "mastercard" | "amex" | "discover" | "diners" | "jcb" | "unionpay" | "unknown";

export interface CarrierLabel {
  url: string;
  carrierNumber: string;
}

export interface Cart {
  items: CartItem[];
  totals: CartTotals;
  /** Increases with every change. */
  version: number;
}

export interface CartItem {
  sku: string;
  productId: string;
  name: string;
  options: Record<string, string>;
  image: string;
  quantity: number;
  unitPrice: Money;
  total: Money;
  availability?: Availability | undefined;
  /** Backorder and preorder only: units ship from this time on. */
  shipsFrom?: string | undefined;
}

export interface CartTotals {
  subtotal: Money;
}

export interface Category {
  slug: string;
  name: string;
  description: string;
  /** Number of products. */
  products: number;
}

export interface CategoryList {
  items: Category[];
}

export interface Challenge {
  challenge: ChallengeKind;
  session: string;
}

export type ChallengeKind = "SOFTWARE_TOKEN_MFA" | "NEW_PASSWORD_REQUIRED";

export interface ChangeCartItemRequest {
  quantity: number;
}

export interface ChangeGuestCartItemRequest {
  quantity: number;
}

export interface ChangeNameRequest {
  name: string;
}

export interface ChangePasswordRequest {
  currentPassword: string;
  newPassword: string;
}

export type CheckoutStep = "cart" | "address" | "delivery" | "payment" | "review";

export interface ConfirmMfaRequest {
  code: string;
}

export interface ConfirmSignUpRequest {
  email: string;
  code: string;
}

export interface CostItem {
  /** A step of the order, such as `place` or `pay`. */
  name: string;
  count: number;
  dollarsPerMillion: number;
}

export interface CreateApiKeyRequest {
  name: string;
  scopes: KeyScope[];
  requestsPerMinute?: number | undefined;
}

export interface CreateDraftRequest {
  customer: DraftCustomer;
  lines: SkuQuantity[];
  shippingAddress: Address;
  /** A `method` of `GET /shipping-methods`. */
  shippingMethod?: string | undefined;
  note?: string | undefined;
}

export interface CreatePaymentTokenRequest {
  number: string;
  expMonth: number;
  expYear: number;
  cvc: string;
  holder: string;
}

export interface CreateWebhookRequest {
  url: string;
  events: WebhookEventType[];
}

export interface CspReport {
  "csp-report": CspReportToUri;
  [member: string]: unknown;
}

export interface CspReportToUri {
  "document-uri"?: string | null | undefined;
  "effective-directive"?: string | null | undefined;
  "violated-directive"?: string | null | undefined;
  "blocked-uri"?: string | null | undefined;
  disposition?: string | null | undefined;
  "source-file"?: string | null | undefined;
  "line-number"?: number | null | undefined;
  "column-number"?: number | null | undefined;
  "script-sample"?: string | null | undefined;
  [member: string]: unknown;
}

export interface CustomerByEmail {
  email: string;
}

export interface CustomerById {
  id: string;
}

export interface DecideReturnRequest {
  approve: boolean;
  note?: string | undefined;
}

export interface DeliveryDays {
  from: number;
  to: number;
}

export type DeliveryState = "PENDING" | "RETRYING" | "DELIVERED" | "FAILED";

export interface DenyPolicy {
  policy: "deny";
}

export interface Draft {
  id: string;
  email: string;
  customerId?: string | undefined;
  lines: OrderLine[];
  totals: OrderTotals;
  shippingAddress: Address;
  shippingMethod: string;
  /** Shown to the customer in the email. */
  note?: string | undefined;
  /** Increases with every change. Send it back to change the draft. */
  version: number;
  /** In UTC. */
  updatedAt: string;
  /** In UTC. */
  expiresAt: string;
}

export type DraftCustomer = CustomerById | CustomerByEmail;

export interface DraftPage {
  items: Draft[];
  /** Send it as `cursor` to get the next page. Absent on the last page. */
  nextCursor?: string | undefined;
}

export interface EditDraftRequest {
  version: number;
  lines: SkuQuantity[];
  shippingAddress: Address;
  /** A `method` of `GET /shipping-methods`. */
  shippingMethod?: string | undefined;
  note?: string | undefined;
}

export interface EditOrderRequest {
  /** Your own id of this request. Repeat it when you retry. */
  reference: string;
  reason: string;
  shippingAddress?: Address | undefined;
  /** All lines of the changed order. A line that is missing here is removed. */
  lines?: SkuQuantity[] | undefined;
}

export type ErrorCode = "request.invalid" | "request.malformed_json" | "request.too_large" | "request.unsupported_media_type" | "request.blocked" | "route.not_found" | "auth.token_invalid" | "auth.forbidden" | "auth.credentials_invalid" | "auth.email_unconfirmed" | "auth.password_incorrect" | "auth.password_weak" | "auth.code_invalid" | "auth.cross_site" | "auth.session_invalid" | "auth.sign_in_again" | "auth.mfa_enrolled" | "auth.mfa_not_begun" | "auth.password_reset_required" | "auth.too_many_attempts" | "throttled" | "product.not_found" | "category.not_found" | "cart.not_found" | "cart.sku_unknown" | "cart.item_missing" | "cart.quantity_exceeded" | "cart.stock_insufficient" | "cart.full" | "cart.changed" | "cart.empty" | "payment.card_invalid" | "payment.card_unsupported" | "payment.token_invalid" | "draft.not_found" | "draft.changed" | "order.not_found" | "order.not_cancellable" | "order.not_invoiced" | "order.not_editable" | "order.edit_exceeds_payment" | "order.edit_too_large" | "order.needs_no_attention" | "order.not_undoable" | "order.parcel_left" | "order.price_changed" | "order.out_of_stock" | "order.not_returnable" | "order.return_exceeds" | "return.not_found" | "return.not_open" | "return.exchange_unavailable" | "return.exchange_dearer" | "return.exchange_exceeds" | "return.no_label" | "payment.refund_exceeds" | "order.shipping_method_unknown" | "order.shipping_unavailable" | "idempotency.key_missing" | "idempotency.key_reused" | "idempotency.in_progress" | "stock.unknown_sku" | "stock.insufficient" | "stock.reference_reused" | "stock.limit_promised" | "stock.changed" | "webhook.not_found" | "webhook.delivery_not_found" | "webhook.url_refused" | "webhook.too_many" | "webhook.source_unknown" | "webhook.signature_invalid" | "api_key.not_found" | "address.not_found" | "address.too_many" | "address.changed" | "account.not_found" | "unavailable" | "internal";

export interface ExchangeRequest {
  sku: string;
}

export interface ExchangeVariant {
  sku: string;
  productId: string;
  name: string;
  options: Record<string, string>;
  unitPrice: Money;
}

export type FailureReason = "INVENTORY_UNAVAILABLE" | "PAYMENT_FAILED" | "SHIPPING_FAILED" | "PROCESSING_FAILED" | "CANCELLED";

export interface ForgotPasswordRequest {
  email: string;
}

/** `resalable` goods go back on sale, `damaged` goods are written off. */
export type GoodsCondition = "resalable" | "damaged";

export interface GuestSession {
  accessToken?: string | undefined;
  /** Seconds until the access token expires. */
  expiresIn: number;
}

export interface Health {
  status: "ok";
}

export interface Image {
  url: string;
  /** A text for people who cannot see the image. */
  alt: string;
  /** In pixels. Reserve the space before the image has loaded. */
  width: number;
  height: number;
}

export type JournalAction = "note" | "cancel" | "undo" | "resolve" | "refund" | "edit";

export interface JournalEntry {
  id: string;
  /** In UTC. */
  at: string;
  /** Account id of the member of staff. */
  by: string;
  action: JournalAction;
  detail: string;
}

export type KeyScope = "orders.read" | "stock.read" | "stock.change";

export type Label = PdfLabel | CarrierLabel;

export interface LocationStock {
  location: StockLocation;
  available: number;
  /** Units held for orders in progress. */
  reserved: number;
  sold: number;
  /** Number of lots that hold these units. */
  lots: number;
}

export interface MergeCartsRequest {
  token?: string | undefined;
}

export interface MfaEnrollment {
  secret: string;
  /** Show it to the user as a QR code. */
  uri: string;
}

export interface MfaState {
  enrolled: boolean;
  /** This session passed the second factor. */
  passed: boolean;
}

export interface Money {
  /** In minor units: `1999` in USD means $19.99. */
  amount: number;
  /** ISO 4217 code. */
  currency: string;
}

export interface NewAccount {
  email: string;
}

export interface OpenApiDocument {
  openapi: string;
  [member: string]: unknown;
}

export interface OpenGuestSessionRequest {
  email: string;
  code: string;
}

export interface OpenedGuestCart {
  token?: string | undefined;
  cart: Cart;
}

export interface Order {
  id: string;
  status: OrderStatus;
  /** In UTC. */
  placedAt: string;
  /** In UTC. */
  updatedAt: string;
  lines: OrderLine[];
  totals: OrderTotals;
  shippingAddress: Address;
  shippingMethod: string;
  payment: OrderPayment;
  failure?: OrderFailure | undefined;
  trackingNumber?: string | undefined;
  /** On an exchange: the order whose returned goods this order replaces. */
  exchangeOf?: string | undefined;
  /** Units that are not in stock yet. The order ships when they have arrived. */
  awaiting?: SkuQuantity[] | undefined;
}

export interface OrderCost {
  source: "model";
  /** Region and date of AWS's prices. */
  pricesOf: string;
  items: CostItem[];
  /** US dollars per million orders, without mail. */
  platform: number;
  /** US dollars per million orders. */
  mail: number;
}

export interface OrderDetail {
  id: string;
  status: OrderStatus;
  /** In UTC. */
  placedAt: string;
  /** In UTC. */
  updatedAt: string;
  lines: OrderLine[];
  totals: OrderTotals;
  shippingAddress: Address;
  shippingMethod: string;
  payment: OrderPayment;
  failure?: OrderFailure | undefined;
  trackingNumber?: string | undefined;
  /** On an exchange: the order whose returned goods this order replaces. */
  exchangeOf?: string | undefined;
  /** Units that are not in stock yet. The order ships when they have arrived. */
  awaiting?: SkuQuantity[] | undefined;
  customerId: string;
  /** Shared by all logs, events and emails of the order. */
  correlationId: string;
  /** When the saga next processes the order. On NEEDS_ATTENTION: since when. */
  dueAt?: string | undefined;
  parcels: Parcel[];
  journal: JournalEntry[];
}

export interface OrderFailure {
  reason: FailureReason;
  detail: string;
}

export interface OrderLine {
  sku: string;
  productId: string;
  name: string;
  options: Record<string, string>;
  quantity: number;
  unitPrice: Money;
  total: Money;
}

export interface OrderPage {
  items: Order[];
  /** Send it as `cursor` to get the next page. Absent on the last page. */
  nextCursor?: string | undefined;
}

export interface OrderPayment {
  brand: CardBrand;
  last4: string;
  status?: PaymentStatus | undefined;
  captured?: Money | undefined;
  refunded?: Money | undefined;
  /** Refunds that the processor has been asked for and has not confirmed yet. */
  refunding?: Money | undefined;
}

export interface OrderRefund {
  state: RefundState;
  amount: Money;
  /** The amount that can still be refunded. */
  left: Money;
}

export type OrderStatus = "PENDING" | "PROCESSING" | "AWAITING_STOCK" | "FULFILLED" | "PARTIALLY_SHIPPED" | "SHIPPED" | "DELIVERED" | "RETURNED" | "CANCELLED" | "FAILED" | "NEEDS_ATTENTION";

export interface OrderTotals {
  subtotal: Money;
  shipping: Money;
  /** On an exchange: value of the returned goods, subtracted from the total. */
  credit?: Money | undefined;
  total: Money;
}

export interface PageAdd {
  type: "add";
  /** Path of the page, without its query. */
  path: string;
  sku: string;
  quantity: number;
}

export interface PageCheckout {
  type: "checkout";
  /** Path of the page, without its query. */
  path: string;
  step: CheckoutStep;
}

export type PageEvent = PageVital | PageView | PageSearch | PageAdd | PageCheckout | PagePurchase;

export interface PagePurchase {
  type: "purchase";
  /** Path of the page, without its query. */
  path: string;
}

export interface PageSearch {
  type: "search";
  /** Path of the page, without its query. */
  path: string;
  results: number;
}

export interface PageView {
  type: "view";
  /** Path of the page, without its query. */
  path: string;
  product?: string | undefined;
}

export interface PageVital {
  type: "vital";
  /** Path of the page, without its query. */
  path: string;
  name: WebVitalName;
  /** Milliseconds; for CLS a score. */
  value: number;
}

export interface Parcel {
  trackingNumber: string;
  /** The stock location that ships the parcel. */
  location: string;
  contents: SkuQuantity[];
  carrier: string;
  status: ParcelStatus;
  /** Oldest first. */
  scans: ParcelScan[];
}

export interface ParcelLabel {
  trackingNumber: string;
  location: string;
  label: Label;
}

export interface ParcelLabelList {
  items: ParcelLabel[];
}

export interface ParcelScan {
  scan: Scan;
  /** In UTC. */
  at: string;
  /** Why the carrier cannot deliver, in its words. */
  detail?: string | undefined;
}

/** CANCELLED: the booking was cancelled before the carrier came. */
export type ParcelStatus = "SCHEDULED" | "PICKED_UP" | "IN_TRANSIT" | "OUT_FOR_DELIVERY" | "DELIVERED" | "UNDELIVERABLE" | "CANCELLED";

export type PaymentStatus = "REQUESTED" | "AUTHORIZED" | "DECLINED" | "CAPTURED" | "VOIDED" | "PARTIALLY_REFUNDED" | "REFUNDED";

export interface PaymentToken {
  token: string;
  brand: CardBrand;
  last4: string;
}

export interface PdfLabel {
  /** The PDF, encoded in base64. */
  pdf: string;
}

export type Permission = "orders.read" | "orders.change" | "orders.refund" | "orders.returns" | "stock.read" | "stock.change" | "webhooks.manage" | "audit.read" | "accounts.sign-out" | "api-keys.manage";

export interface PlaceDraftRequest {
  paymentToken: string;
  /** The total that the customer saw. A different total is refused with `order.price_changed`. */
  agreedTotal: Money;
}

export interface PlaceOrderRequest {
  paymentToken: string;
  shippingAddress: Address;
  /** A `method` of `GET /shipping-methods`. */
  shippingMethod?: string | undefined;
  /** The total that the customer saw. A different total is refused with `order.price_changed`. */
  agreedTotal?: Money | undefined;
}

export interface PreorderPolicy {
  policy: "preorder";
  limit: number;
  /** In UTC. */
  shipsFrom: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail?: string | undefined;
  instance?: string | undefined;
  correlationId?: string | undefined;
  errors?: ProblemCause[] | undefined;
  sku?: string | undefined;
  available?: number | undefined;
  shortages?: Shortage[] | undefined;
  totals?: OrderTotals | undefined;
  promised?: number | undefined;
}

export interface ProblemCause {
  pointer: string;
  detail: string;
}

export interface Product {
  id: string;
  /** The SKU of the first variant. */
  sku: string;
  slug: string;
  name: string;
  description: string;
  brand: string;
  price: Money;
  image: Image;
  categories: string[];
  attributes: Record<string, string>;
  options: ProductOption[];
  variants: Variant[];
  /** Time of the last change, without changes of stock. */
  updatedAt: string;
}

export interface ProductOption {
  name: string;
  values: string[];
}

export type ProductSort = "price" | "-price";

export interface ProductSummary {
  id: string;
  name: string;
  /** The lowest price of its variants. */
  price: Money;
  image: Image;
  slug: string;
  /** Time of the last change, without changes of stock. */
  updatedAt: string;
}

export interface ProductSummaryPage {
  items: ProductSummary[];
  /** Send it as `cursor` to get the next page. Absent on the last page. */
  nextCursor?: string | undefined;
}

export type ReceiveCarrierWebhookRequest = Record<string, unknown>;

export interface ReceiveReturnRequest {
  lines: ReceivedLine[];
}

export interface ReceivedLine {
  sku: string;
  quantity: number;
  condition: GoodsCondition;
}

export interface RecoverMfaRequest {
  session: string;
  recoveryCode: string;
}

export interface RecoveryCodes {
  recoveryCodes: string[];
}

export interface RefreshTokensRequest {
  refreshToken?: string | undefined;
}

export interface RefundOrderRequest {
  /** Your own id of this request. Repeat it when you retry. */
  reference: string;
  /** In minor units of the order's currency. */
  amount: number;
  reason: string;
}

/** `made`: the processor has confirmed the refund. `asked`: not yet, and the shop asks again until it does. */
export type RefundState = "asked" | "made";

export interface ReplaceAddressRequest {
  label?: string | undefined;
  /** `true` makes it the default. Otherwise the default stays as it is. */
  default?: boolean | undefined;
  address: Address;
}

export type ReportCspViolationsRequest = CspReport | BrowserReport[];

export interface ReportedViolation {
  documentURL?: string | null | undefined;
  effectiveDirective?: string | null | undefined;
  blockedURL?: string | null | undefined;
  disposition?: string | null | undefined;
  sourceFile?: string | null | undefined;
  lineNumber?: number | null | undefined;
  columnNumber?: number | null | undefined;
  sample?: string | null | undefined;
  [member: string]: unknown;
}

export interface RequestGuestCodeRequest {
  email: string;
}

export interface RequestReturnRequest {
  lines: ReturnLineRequest[];
  reason: string;
}

export interface ResendCodeRequest {
  email: string;
}

export interface ResetPasswordRequest {
  email: string;
  code: string;
  password: string;
}

export interface ResolveOrderRequest {
  outcome: ResolvedAs;
  reason: string;
}

export type ResolvedAs = "SHIPPED" | "FAILED";

export interface Return {
  id: string;
  orderId: string;
  status: ReturnStatus;
  /** In UTC. */
  requestedAt: string;
  /** In UTC. */
  updatedAt: string;
  reason: string;
  lines: ReturnLine[];
  received?: ReceivedLine[] | undefined;
  refund?: Money | undefined;
  /** The order that replaces the returned goods of an exchange. */
  replacement?: string | undefined;
  note?: string | undefined;
}

export interface ReturnLine {
  sku: string;
  quantity: number;
  exchange?: ExchangeVariant | undefined;
}

export interface ReturnLineRequest {
  sku: string;
  quantity: number;
  exchange?: ExchangeRequest | undefined;
}

export interface ReturnList {
  items: Return[];
}

export type ReturnStatus = "REQUESTED" | "APPROVED" | "REFUSED" | "RECEIVED" | "COMPLETED" | "LAPSED" | "NEEDS_ATTENTION";

export interface SavedAddress {
  id: string;
  /** The customer's word for it, such as `Home`. */
  label?: string | undefined;
  /** True for the default address. A customer with addresses has exactly one default. */
  default: boolean;
  address: Address;
}

export interface SavedAddressList {
  items: SavedAddress[];
}

export type Scan = "PICKED_UP" | "IN_TRANSIT" | "OUT_FOR_DELIVERY" | "DELIVERED" | "UNDELIVERABLE";

export interface SendBeaconRequest {
  /** The share of visits in which the page sends. */
  share?: number | undefined;
  events: PageEvent[];
}

export type Session = Tokens | BrowserSession;

export interface SetNewPasswordRequest {
  session: string;
  password: string;
}

export interface SetStockRequest {
  /** Your own id of this request. Repeat it when you retry. */
  reference?: string | undefined;
  available: number;
  location?: StockLocation | undefined;
}

export interface SettledReturn {
  id: string;
  orderId: string;
  status: ReturnStatus;
  /** In UTC. */
  requestedAt: string;
  /** In UTC. */
  updatedAt: string;
  reason: string;
  lines: ReturnLine[];
  received?: ReceivedLine[] | undefined;
  refund?: Money | undefined;
  /** The order that replaces the returned goods of an exchange. */
  replacement?: string | undefined;
  note?: string | undefined;
  refundState?: RefundState | undefined;
}

export interface ShippingOption {
  method: string;
  name: string;
  price: Money;
  /** Delivery is free from this subtotal on. */
  freeFrom?: Money | undefined;
  /** Working days until delivery. */
  days: DeliveryDays;
}

export interface ShippingOptionList {
  items: ShippingOption[];
}

export interface Shortage {
  sku: string;
  /** Units that one order can have. */
  available: number;
}

export interface SignInRequest {
  email: string;
  password: string;
}

export type SignInResult = Session | Challenge;

export interface SignOutRequest {
  refreshToken?: string | undefined;
}

export interface SignUpRequest {
  email: string;
  password: string;
  name: string;
}

export interface SkuAvailability {
  sku: string;
  availability: Availability;
  /** Backorder and preorder only: units ship from this time on. */
  shipsFrom?: string | undefined;
  /** Units in stock that can be ordered now. */
  available: number;
}

export interface SkuAvailabilityList {
  items: SkuAvailability[];
}

export interface SkuQuantity {
  sku: string;
  quantity: number;
}

export interface StaffOrder {
  id: string;
  status: OrderStatus;
  /** In UTC. */
  placedAt: string;
  /** In UTC. */
  updatedAt: string;
  lines: OrderLine[];
  totals: OrderTotals;
  shippingAddress: Address;
  shippingMethod: string;
  payment: OrderPayment;
  failure?: OrderFailure | undefined;
  trackingNumber?: string | undefined;
  /** On an exchange: the order whose returned goods this order replaces. */
  exchangeOf?: string | undefined;
  /** Units that are not in stock yet. The order ships when they have arrived. */
  awaiting?: SkuQuantity[] | undefined;
  customerId: string;
  /** Shared by all logs, events and emails of the order. */
  correlationId: string;
  /** When the saga next processes the order. On NEEDS_ATTENTION: since when. */
  dueAt?: string | undefined;
}

export interface StaffOrderPage {
  items: StaffOrder[];
  /** Send it as `cursor` to get the next page. Absent on the last page. */
  nextCursor?: string | undefined;
}

export interface StaffTimeline {
  items: StaffTimelineEntry[];
  correlationId: string;
}

export interface StaffTimelineEntry {
  /** In UTC. */
  at: string;
  kind: StaffTimelineEntryKind;
  name: string;
  outcome?: string | undefined;
  detail?: string | undefined;
  by?: string | undefined;
  /** Id of the request, event or execution that caused it. */
  cause?: string | undefined;
}

export type StaffTimelineEntryKind = "status" | "step" | "retry" | "compensation" | "event" | "message" | "action";

export type StepOutcome = "succeeded" | "failed";

export interface StockAdjustment {
  id: string;
  reference?: string | undefined;
  location: StockLocation;
  quantity: number;
  reason: AdjustmentReason;
  note?: string | undefined;
  by: string;
  /** In UTC. */
  at: string;
}

export interface StockAdjustmentPage {
  items: StockAdjustment[];
  /** Send it as `cursor` to get the next page. Absent on the last page. */
  nextCursor?: string | undefined;
}

export interface StockLevel {
  sku: string;
  available: number;
  /** Units held for orders in progress. */
  reserved: number;
  sold: number;
  locations: LocationStock[];
  policy: StockPolicy;
  /** Units on backorder or preorder that are promised to orders. */
  promised: number;
  /** Further units that can be ordered on backorder or preorder. */
  promisable: number;
}

export type StockLocation = "loc_main" | "loc_north";

export type StockPolicy = DenyPolicy | BackorderPolicy | PreorderPolicy;

export interface TimelineEntry {
  /** In UTC. */
  at: string;
  kind: TimelineEntryKind;
  name: string;
  outcome?: StepOutcome | undefined;
  detail?: string | undefined;
}

export type TimelineEntryKind = "status" | "step" | "compensation";

export interface TimelineEntryList {
  items: TimelineEntry[];
}

export interface Tokens {
  accessToken: string;
  idToken: string;
  refreshToken: string;
  /** Seconds until the access token expires. */
  expiresIn: number;
}

export interface Tracking {
  parcels: Parcel[];
}

export interface UndoOrderRequest {
  reason: string;
}

export type UserGroup = "customer" | "support" | "merchandiser" | "admin";

export interface Variant {
  sku: string;
  availability: Availability;
  /** Backorder and preorder only: units ship from this time on. */
  shipsFrom?: string | undefined;
  /** Units in stock that can be ordered now. */
  available: number;
  options: Record<string, string>;
  price: Money;
}

export type WebVitalName = "CLS" | "FCP" | "INP" | "LCP" | "TTFB";

export interface Webhook {
  id: string;
  url: string;
  events: string[];
  /** In UTC. */
  createdAt: string;
}

export interface WebhookDelivery {
  id: string;
  eventId: string;
  eventType: string;
  state: DeliveryState;
  attempts: number;
  /** In UTC. */
  createdAt: string;
  /** In UTC. */
  lastAttemptAt?: string | undefined;
  /** HTTP status of the receiver, or the reason why there is none. */
  lastOutcome?: string | undefined;
}

export interface WebhookDeliveryPage {
  items: WebhookDelivery[];
  /** Send it as `cursor` to get the next page. Absent on the last page. */
  nextCursor?: string | undefined;
}

export type WebhookEventType = "order.placed" | "order.processing" | "order.awaiting_stock" | "order.fulfilled" | "order.partially_shipped" | "order.shipped" | "order.delivered" | "order.failed" | "order.cancelled" | "order.edited" | "order.return_requested" | "order.returned" | "order.refunded" | "order.needs_attention" | "stock.low" | "stock.out" | "stock.back";

export interface WebhookList {
  items: Webhook[];
}

export interface WebhookWithSecret {
  id: string;
  url: string;
  events: string[];
  /** In UTC. */
  createdAt: string;
  secret: string;
}

export interface AdminListOrdersQuery {
  status?: OrderStatus | undefined;
  customerId?: string | undefined;
  /** Placed at this time or later. */
  from?: string | undefined;
  /** Placed before this time. */
  to?: string | undefined;
  limit?: number | undefined;
  /** `nextCursor` of the previous page. */
  cursor?: string | undefined;
}

export interface ListAuditQuery {
  month?: string | undefined;
  limit?: number | undefined;
  /** `nextCursor` of the previous page. */
  cursor?: string | undefined;
}

export interface ListCartShippingMethodsQuery {
  /** ISO 3166-1 alpha-2 code. */
  country: string;
  postalCode: string;
}

export interface ListDraftsQuery {
  limit?: number | undefined;
  /** `nextCursor` of the previous page. */
  cursor?: string | undefined;
}

export interface ListOrdersQuery {
  limit?: number | undefined;
  /** `nextCursor` of the previous page. */
  cursor?: string | undefined;
}

export interface ListProductsQuery {
  category?: string | undefined;
  /** In minor units. */
  minPrice?: number | undefined;
  /** In minor units. */
  maxPrice?: number | undefined;
  sort?: ProductSort | undefined;
  limit?: number | undefined;
  /** `nextCursor` of the previous page. */
  cursor?: string | undefined;
}

export interface ListShippingMethodsQuery {
  /** ISO 3166-1 alpha-2 code. */
  country: string;
  postalCode: string;
  /** In minor units. */
  subtotal?: number | undefined;
  weightGrams?: number | undefined;
}

export interface ListStockAdjustmentsQuery {
  limit?: number | undefined;
  /** `nextCursor` of the previous page. */
  cursor?: string | undefined;
}

export interface ListWebhookDeliveriesQuery {
  limit?: number | undefined;
  /** `nextCursor` of the previous page. */
  cursor?: string | undefined;
}

/** All calls of the API. Each rejects with an `ApiError` or a `ConnectionError`. */
export interface Api {
  /**
   * Add an address to your address book.
   *
   * Your first address becomes the default. You can have 20 addresses.
   *
   * Not for guest sessions.
   */
  addAddress: (body: AddAddressRequest, options?: CallOptions) => Promise<SavedAddress>;

  /**
   * Add units of a SKU to your cart.
   *
   * Adds to the units that are already in the cart.
   */
  addCartItem: (body: AddCartItemRequest, options?: CallOptions) => Promise<Cart>;

  /**
   * Add units of a SKU to a guest cart.
   *
   * Adds to the units that are already in the cart. Opens a cart for a browser that has none, or whose cart no longer exists.
   */
  addGuestCartItem: (body: AddGuestCartItemRequest, options?: CallOptions & { cartToken?: string | undefined }) => Promise<Cart>;

  /**
   * Add a note to an order.
   *
   * Only staff can read notes.
   *
   * Only for support or admin, signed in with a second factor.
   */
  addOrderNote: (id: string, body: AddOrderNoteRequest, options?: CallOptions) => Promise<JournalEntry>;

  /**
   * Adjust the stock of a SKU.
   *
   * Adds units to a location, or removes them if the quantity is negative. The same reference adjusts only once.
   *
   * Only for merchandiser or admin, signed in with a second factor, and for API keys with the scope `stock.change`.
   */
  adjustStock: (sku: string, body: AdjustStockRequest, options?: CallOptions) => Promise<StockAdjustment>;

  /**
   * Cancel any order.
   *
   * Possible while the order is PENDING, AWAITING_STOCK or FULFILLED. Any payment is refunded.
   *
   * Only for support or admin, signed in with a second factor.
   */
  adminCancelOrder: (id: string, body: AdminCancelOrderRequest, options?: CallOptions) => Promise<OrderDetail>;

  /**
   * Get the invoice of any order.
   *
   * An HTML page to read and print. Available once the order is paid.
   *
   * Only for support or admin, signed in with a second factor, and for API keys with the scope `orders.read`.
   */
  adminGetInvoice: (id: string, options?: CallOptions) => Promise<string>;

  /**
   * Get any order.
   *
   * Includes the order's parcels and the journal of the actions of staff.
   *
   * Only for support or admin, signed in with a second factor, and for API keys with the scope `orders.read`.
   */
  adminGetOrder: (id: string, options?: CallOptions) => Promise<OrderDetail>;

  /**
   * Get what an order costs on AWS.
   *
   * US dollars for a million orders like this one, by step. Returns, edits and refunds by staff are not included.
   *
   * Only for support or admin, signed in with a second factor, and for API keys with the scope `orders.read`.
   */
  adminGetOrderCost: (id: string, options?: CallOptions) => Promise<OrderCost>;

  /**
   * Get the full timeline of an order.
   *
   * Shows changes of status, processing steps, retries, compensations, events, messages and actions of staff.
   *
   * Only for support or admin, signed in with a second factor, and for API keys with the scope `orders.read`.
   */
  adminGetTimeline: (id: string, options?: CallOptions) => Promise<StaffTimeline>;

  /**
   * List all orders.
   *
   * A page can hold fewer orders than `limit`. Continue until `nextCursor` is absent.
   *
   * Only for support or admin, signed in with a second factor, and for API keys with the scope `orders.read`.
   */
  adminListOrders: Paged<AdminListOrdersQuery, StaffOrderPage, StaffOrder>;

  /**
   * Answer the second-factor challenge of a sign-in.
   *
   * Each code of the authenticator works once.
   */
  answerMfaChallenge: (body: AnswerMfaChallengeRequest, options?: CallOptions) => Promise<Session>;

  /**
   * Cancel an order.
   *
   * Possible while the order is PENDING, AWAITING_STOCK or FULFILLED. Any payment is refunded.
   *
   * Requires a session that passed a second factor, unless this deployment allows checkout without one.
   */
  cancelOrder: (id: string, options?: CallOptions) => Promise<Order>;

  /** Set the quantity of a SKU in your cart. */
  changeCartItem: (sku: string, body: ChangeCartItemRequest, options?: CallOptions) => Promise<Cart>;

  /** Set the quantity of a SKU in a guest cart. */
  changeGuestCartItem: (sku: string, body: ChangeGuestCartItemRequest, options?: CallOptions & { cartToken?: string | undefined }) => Promise<Cart>;

  /**
   * Change your name.
   *
   * New orders have the new name after the next refresh of your session.
   *
   * Not for guest sessions.
   */
  changeName: (body: ChangeNameRequest, options?: CallOptions) => Promise<Account>;

  /**
   * Change your password.
   *
   * Requires the current password. Ends all sessions: sign in again with the new password.
   *
   * Not for guest sessions.
   */
  changePassword: (body: ChangePasswordRequest, options?: CallOptions) => Promise<void>;

  /**
   * Turn on the second factor.
   *
   * Takes a code of the authenticator. Ends all sessions: the next sign-in asks for a code.
   *
   * Not for guest sessions.
   */
  confirmMfa: (body: ConfirmMfaRequest, options?: CallOptions) => Promise<RecoveryCodes>;

  /** Confirm an email address with the emailed code. */
  confirmSignUp: (body: ConfirmSignUpRequest, options?: CallOptions) => Promise<void>;

  /**
   * Create an API key.
   *
   * For an integration. The key can do only what its scopes allow.
   *
   * Only for admin, signed in with a second factor.
   */
  createApiKey: (body: CreateApiKeyRequest, options?: CallOptions) => Promise<ApiKeyWithSecret>;

  /**
   * Create a draft order for a customer.
   *
   * The customer gets an email and can pay the draft within 7 days.
   *
   * Only for support or admin, signed in with a second factor.
   */
  createDraft: (body: CreateDraftRequest, options?: CallOptions) => Promise<Draft>;

  /**
   * Create a payment token from card details.
   *
   * The token pays one order. Card numbers are accepted by this endpoint only.
   */
  createPaymentToken: (body: CreatePaymentTokenRequest, options?: CallOptions) => Promise<PaymentToken>;

  /**
   * Create a webhook.
   *
   * Sends the chosen events to a URL, from a minute after the request at the latest. The signing secret is shown only once.
   *
   * Only for admin, signed in with a second factor.
   */
  createWebhook: (body: CreateWebhookRequest, options?: CallOptions) => Promise<WebhookWithSecret>;

  /**
   * Approve or refuse a return.
   *
   * The note is sent to the customer.
   *
   * Only for support or admin, signed in with a second factor.
   */
  decideReturn: (id: string, returnId: string, body: DecideReturnRequest, options?: CallOptions) => Promise<Return>;

  /**
   * Delete an address of your address book.
   *
   * If it was the default, your oldest remaining address becomes the default.
   *
   * Not for guest sessions.
   */
  deleteAddress: (id: string, options?: CallOptions) => Promise<void>;

  /**
   * Delete a draft.
   *
   * The customer can then no longer pay it.
   *
   * Only for support or admin, signed in with a second factor.
   */
  deleteDraft: (id: string, options?: CallOptions) => Promise<void>;

  /**
   * Delete a webhook.
   *
   * Only for admin, signed in with a second factor.
   */
  deleteWebhook: (id: string, options?: CallOptions) => Promise<void>;

  /**
   * Replace the contents of a draft.
   *
   * The draft gets current prices. The customer gets an email and another 7 days to pay.
   *
   * Only for support or admin, signed in with a second factor.
   */
  editDraft: (id: string, body: EditDraftRequest, options?: CallOptions) => Promise<Draft>;

  /**
   * Change a paid order before it ships.
   *
   * Changes the address, the lines or both of a FULFILLED order. If the order then costs less, the difference is refunded, and the customer is told when the processor has confirmed the refund. The same reference edits only once.
   *
   * Only for support or admin, signed in with a second factor.
   */
  editOrder: (id: string, body: EditOrderRequest, options?: CallOptions) => Promise<OrderDetail>;

  /**
   * Start enrolling an authenticator.
   *
   * Requires a sign-in within the last 15 minutes. The second factor is on once a code is confirmed with `POST /auth/mfa/confirm`.
   *
   * Not for guest sessions.
   */
  enrollMfa: (options?: CallOptions) => Promise<MfaEnrollment>;

  /**
   * Request a code to reset the password.
   *
   * The answer does not show whether the address has an account.
   */
  forgotPassword: (body: ForgotPasswordRequest, options?: CallOptions) => Promise<void>;

  /**
   * Get the availability of a product's variants.
   *
   * A few seconds old at most.
   */
  getAvailability: (id: string, options?: CallOptions) => Promise<SkuAvailabilityList>;

  /** Get your cart. */
  getCart: (options?: CallOptions) => Promise<Cart>;

  /**
   * Get a draft that support made for you.
   *
   * Requires a session that passed a second factor, unless this deployment allows checkout without one.
   */
  getDraft: (id: string, options?: CallOptions) => Promise<Draft>;

  /** Get a guest cart. */
  getGuestCart: (options?: CallOptions & { cartToken?: string | undefined }) => Promise<Cart>;

  /** Check that the API is up. */
  getHealth: (options?: CallOptions) => Promise<Health>;

  /**
   * Get the invoice of an order.
   *
   * An HTML page to read and print. Available once the order is paid.
   *
   * Requires a session that passed a second factor, unless this deployment allows checkout without one.
   */
  getInvoice: (id: string, options?: CallOptions) => Promise<string>;

  /**
   * Get your account.
   *
   * Not for guest sessions.
   */
  getMe: (options?: CallOptions) => Promise<Account>;

  /** Get the OpenAPI document of this API. */
  getOpenApi: (options?: CallOptions) => Promise<OpenApiDocument>;

  /**
   * Get one of your orders.
   *
   * Requires a session that passed a second factor, unless this deployment allows checkout without one.
   */
  getOrder: (id: string, options?: CallOptions) => Promise<Order>;

  /**
   * Get the timeline of an order.
   *
   * Shows the order's changes of status and its processing steps.
   *
   * Requires a session that passed a second factor, unless this deployment allows checkout without one.
   */
  getOrderTimeline: (id: string, options?: CallOptions) => Promise<TimelineEntryList>;

  /**
   * Get a product.
   *
   * Includes the variants. Their availability may be out of date; `/availability/{id}` is newer.
   */
  getProduct: (id: string, options?: CallOptions) => Promise<Product>;

  /**
   * Get a product by its slug.
   *
   * The slug is the last part of the address of a product's page.
   */
  getProductBySlug: (slug: string, options?: CallOptions) => Promise<Product>;

  /**
   * Get the shipping label of an approved return.
   *
   * Requires a session that passed a second factor, unless this deployment allows checkout without one.
   */
  getReturnLabel: (id: string, returnId: string, options?: CallOptions) => Promise<Label>;

  /**
   * Get the stock of a SKU.
   *
   * Counts the available, reserved and sold units, in total and by location.
   *
   * Only for support, merchandiser or admin, signed in with a second factor, and for API keys with the scope `stock.read`.
   */
  getStock: (sku: string, options?: CallOptions) => Promise<StockLevel>;

  /**
   * Track the parcels of an order.
   *
   * Requires a session that passed a second factor, unless this deployment allows checkout without one.
   */
  getTracking: (id: string, options?: CallOptions) => Promise<Tracking>;

  /**
   * List your addresses.
   *
   * Not for guest sessions.
   */
  listAddresses: (options?: CallOptions) => Promise<SavedAddressList>;

  /**
   * List API keys.
   *
   * Only for admin, signed in with a second factor.
   */
  listApiKeys: (options?: CallOptions) => Promise<ApiKeyList>;

  /**
   * List the actions of staff.
   *
   * Covers one month in UTC, the current one by default.
   *
   * Only for admin, signed in with a second factor.
   */
  listAudit: Paged<ListAuditQuery, AuditEntryPage, AuditEntry>;

  /** List shipping methods for your cart. */
  listCartShippingMethods: (query: ListCartShippingMethodsQuery, options?: CallOptions) => Promise<ShippingOptionList>;

  /** List categories. */
  listCategories: (options?: CallOptions) => Promise<CategoryList>;

  /**
   * List unpaid drafts.
   *
   * Only for support or admin, signed in with a second factor, and for API keys with the scope `orders.read`.
   */
  listDrafts: Paged<ListDraftsQuery, DraftPage, Draft>;

  /**
   * List the shipping labels of an order.
   *
   * Only for support or admin, signed in with a second factor, and for API keys with the scope `orders.read`.
   */
  listLabels: (id: string, options?: CallOptions) => Promise<ParcelLabelList>;

  /**
   * List your orders.
   *
   * Requires a session that passed a second factor, unless this deployment allows checkout without one.
   */
  listOrders: Paged<ListOrdersQuery, OrderPage, Order>;

  /**
   * List products.
   *
   * Filters by category and price, and sorts by price.
   */
  listProducts: Paged<ListProductsQuery, ProductSummaryPage, ProductSummary>;

  /**
   * List the returns of an order.
   *
   * Requires a session that passed a second factor, unless this deployment allows checkout without one.
   */
  listReturns: (id: string, options?: CallOptions) => Promise<ReturnList>;

  /**
   * List shipping methods and their prices.
   *
   * For goods of the given value and weight, at the given destination.
   */
  listShippingMethods: (query: ListShippingMethodsQuery, options?: CallOptions) => Promise<ShippingOptionList>;

  /**
   * List the stock adjustments of a SKU.
   *
   * Only for support, merchandiser or admin, signed in with a second factor, and for API keys with the scope `stock.read`.
   */
  listStockAdjustments: Paged<ListStockAdjustmentsQuery, StockAdjustmentPage, StockAdjustment, [sku: string]>;

  /**
   * List the deliveries of a webhook.
   *
   * Covers the last 30 days.
   *
   * Only for admin, signed in with a second factor.
   */
  listWebhookDeliveries: Paged<ListWebhookDeliveriesQuery, WebhookDeliveryPage, WebhookDelivery, [id: string]>;

  /**
   * List webhooks.
   *
   * Only for admin, signed in with a second factor.
   */
  listWebhooks: (options?: CallOptions) => Promise<WebhookList>;

  /**
   * Merge a guest cart into your cart.
   *
   * Moves the items and deletes the guest cart. Quantities end at 99. SKUs beyond 50 are left out. If the guest cart no longer exists, your cart stays as it is.
   */
  mergeCarts: (body?: MergeCartsRequest, options?: CallOptions) => Promise<Cart>;

  /**
   * Create a guest cart.
   *
   * Needs no account. The token gives access to the cart and is shown only once. A browser gets it in a cookie.
   */
  openGuestCart: (options?: CallOptions) => Promise<OpenedGuestCart>;

  /**
   * Start a guest session with the emailed code.
   *
   * A guest session lasts one hour, has its own cart and sees only its own orders.
   */
  openGuestSession: (body: OpenGuestSessionRequest, options?: CallOptions) => Promise<GuestSession>;

  /**
   * Pay a draft and place it as an order.
   *
   * The same Idempotency-Key gives the same order for 24 hours.
   *
   * Requires a session that passed a second factor, unless this deployment allows checkout without one.
   */
  placeDraft: (id: string, body: PlaceDraftRequest, options?: KeyedOptions) => Promise<Order>;

  /**
   * Place an order.
   *
   * Orders the contents of your cart. The same Idempotency-Key gives the same order for 24 hours.
   *
   * Requires a session that passed a second factor, unless this deployment allows checkout without one.
   */
  placeOrder: (body: PlaceOrderRequest, options?: KeyedOptions) => Promise<Order>;

  /**
   * Receive a carrier's report about a parcel.
   *
   * For carriers, which sign each request. Repeated reports have no further effect.
   */
  receiveCarrierWebhook: (carrier: string, body?: ReceiveCarrierWebhookRequest, options?: CallOptions) => Promise<void>;

  /**
   * Record the goods received for a return.
   *
   * Starts the refund or the exchange. Units that did not arrive can be part of a later return.
   *
   * Only for support or admin, signed in with a second factor.
   */
  receiveReturn: (id: string, returnId: string, body: ReceiveReturnRequest, options?: CallOptions) => Promise<Return>;

  /**
   * Turn off the second factor with a recovery code.
   *
   * For users who have lost their authenticator. Ends all sessions. Sign in again, then enroll a new authenticator.
   */
  recoverMfa: (body: RecoverMfaRequest, options?: CallOptions) => Promise<void>;

  /**
   * Send a webhook delivery again.
   *
   * Possible in every state of the delivery.
   *
   * Only for admin, signed in with a second factor.
   */
  redeliverWebhook: (id: string, deliveryId: string, options?: CallOptions) => Promise<WebhookDelivery>;

  /**
   * Exchange a refresh token for new tokens.
   *
   * The refresh token comes from the body or, in a browser, from its cookie. It works once. A retry within 10 seconds is safe; using the token again later ends the session.
   */
  refreshTokens: (body?: RefreshTokensRequest, options?: CallOptions) => Promise<Session>;

  /**
   * Refund part of a captured payment.
   *
   * The same reference refunds only once. The customer is told when the processor has confirmed the refund.
   *
   * Only for support or admin, signed in with a second factor.
   */
  refundOrder: (id: string, body: RefundOrderRequest, options?: CallOptions) => Promise<OrderRefund>;

  /** Remove a SKU from your cart. */
  removeCartItem: (sku: string, options?: CallOptions) => Promise<Cart>;

  /** Remove a SKU from a guest cart. */
  removeGuestCartItem: (sku: string, options?: CallOptions & { cartToken?: string | undefined }) => Promise<Cart>;

  /**
   * Replace an address of your address book.
   *
   * An absent label is removed. Orders keep the address that they were placed with.
   *
   * Not for guest sessions.
   */
  replaceAddress: (id: string, body: ReplaceAddressRequest, options?: CallOptions) => Promise<SavedAddress>;

  /**
   * Report violations of the pages' content security policy.
   *
   * For browsers, by `report-to` and `report-uri`. Keeps the directive, what was blocked, and where, without queries and samples of code.
   *
   * The largest body is 16 KB.
   */
  reportCspViolations: (body: ReportCspViolationsRequest, options?: CallOptions) => Promise<void>;

  /**
   * Request a code to order as a guest.
   *
   * Sends the code by email. Only on stages that let guests order; elsewhere the answer is 404.
   */
  requestGuestCode: (body: RequestGuestCodeRequest, options?: CallOptions) => Promise<void>;

  /**
   * Request a return.
   *
   * Returns units for a refund, or for another variant of the same product that costs no more. Possible for 30 days after shipping. The same Idempotency-Key gives the same return of the order.
   *
   * Requires a session that passed a second factor, unless this deployment allows checkout without one.
   */
  requestReturn: (id: string, body: RequestReturnRequest, options?: KeyedOptions) => Promise<Return>;

  /**
   * Resend the confirmation code.
   *
   * The answer does not show whether the address has an account.
   */
  resendCode: (body: ResendCodeRequest, options?: CallOptions) => Promise<void>;

  /**
   * Reset the password with the emailed code.
   *
   * Ends all sessions of the account. A second factor stays on.
   */
  resetPassword: (body: ResetPasswordRequest, options?: CallOptions) => Promise<void>;

  /**
   * Close an order that needs attention.
   *
   * For an order that can be neither undone nor shipped, for example because some of its parcels have left. First settle money and stock with refunds and adjustments. This sets only the status. SHIPPED: units that an undo released are allocated again if available. FAILED: remaining bookings are cancelled.
   *
   * Only for support or admin, signed in with a second factor.
   */
  resolveOrder: (id: string, body: ResolveOrderRequest, options?: CallOptions) => Promise<OrderDetail>;

  /**
   * Revoke an API key.
   *
   * Only for admin, signed in with a second factor.
   */
  revokeApiKey: (id: string, options?: CallOptions) => Promise<void>;

  /**
   * Rotate an API key.
   *
   * The key gets a new secret. The previous secret works for another 24 hours.
   *
   * Only for admin, signed in with a second factor.
   */
  rotateApiKey: (id: string, options?: CallOptions) => Promise<ApiKeyWithSecret>;

  /**
   * Report what a page measured and what its visitor did.
   *
   * For `navigator.sendBeacon`. Takes no cookie and no personal data; ids in paths are left out. The server keeps a share of the beacons.
   *
   * The largest body is 8 KB.
   */
  sendBeacon: (body: SendBeaconRequest, options?: CallOptions) => Promise<void>;

  /**
   * Replace a temporary password.
   *
   * Answers the challenge NEW_PASSWORD_REQUIRED of a sign-in.
   */
  setNewPassword: (body: SetNewPasswordRequest, options?: CallOptions) => Promise<SignInResult>;

  /**
   * Set the available units of a SKU.
   *
   * Applies to the main location unless another is given. Reserved and sold units stay as they are. The same reference sets only once, so that units sold in between do not come back.
   *
   * Only for merchandiser or admin, signed in with a second factor, and for API keys with the scope `stock.change`.
   */
  setStock: (sku: string, body: SetStockRequest, options?: CallOptions) => Promise<StockLevel>;

  /**
   * Set the backorder policy of a SKU.
   *
   * Sets whether the SKU can be ordered beyond its stock, up to how many units, and from when they ship.
   *
   * Only for merchandiser or admin, signed in with a second factor, and for API keys with the scope `stock.change`.
   */
  setStockPolicy: (sku: string, body: StockPolicy, options?: CallOptions) => Promise<StockLevel>;

  /**
   * Complete a return whose goods have arrived.
   *
   * Restocks and refunds what is still open. Possible when the return is RECEIVED or NEEDS_ATTENTION, or COMPLETED with a refund that is not confirmed. Remove the cause of a failure first.
   *
   * Only for support or admin, signed in with a second factor.
   */
  settleReturn: (id: string, returnId: string, options?: CallOptions) => Promise<SettledReturn>;

  /**
   * Sign in with email and password.
   *
   * Answers with tokens, or with a challenge that the client must answer first.
   */
  signIn: (body: SignInRequest, options?: CallOptions) => Promise<SignInResult>;

  /**
   * Sign out.
   *
   * The refresh token comes from the body or, in a browser, from its cookie.
   */
  signOut: (body?: SignOutRequest, options?: CallOptions) => Promise<void>;

  /**
   * End all sessions of an account.
   *
   * For example, when a member of staff leaves.
   *
   * Only for admin, signed in with a second factor.
   */
  signOutAccount: (id: string, options?: CallOptions) => Promise<void>;

  /**
   * Sign out of all your sessions.
   *
   * Not for guest sessions.
   */
  signOutEverywhere: (options?: CallOptions) => Promise<void>;

  /**
   * Create an account.
   *
   * Sends a confirmation code by email. If the address already has an account, the answer is the same, and its owner gets a code to confirm the address or to reset the password.
   */
  signUp: (body: SignUpRequest, options?: CallOptions) => Promise<NewAccount>;

  /**
   * Undo an order that needs attention.
   *
   * Cancels the booking, refunds the payment and returns the stock. The order is then FAILED. Refused once a parcel has left. If the undo fails, repeat it: finished steps stay finished.
   *
   * Only for support or admin, signed in with a second factor.
   */
  undoOrder: (id: string, body: UndoOrderRequest, options?: CallOptions) => Promise<OrderDetail>;
}
