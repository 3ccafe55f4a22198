import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { easyPostKey, easyPostWebhookSecret } from "@tradewind/blueprint/areas/carriers";

export interface Asked {
  method: string;
  path: string;
  body: { shipment?: Record<string, unknown>; rate?: object };
}

export interface Shipment {
  id: string;
  tracking_code: string | null;
  refund_status: string | null;
  /** There is one once the shipment is bought. */
  tracker: { status: string } | null;
  [field: string]: unknown;
}

/**
 * An error that is answered instead of the next answer on a path; `afterwards` means once the
 * request was carried out.
 */
interface Failure {
  path: RegExp;
  status: number;
  code?: string;
  afterwards?: boolean;
}

type Reply = [status: number, body: object];

const RATES = [
  { object: "Rate", id: "rate_dear", carrier: "UPS", service: "Ground", rate: "12.10", currency: "USD" },
  { object: "Rate", id: "rate_cheap", carrier: "USPS", service: "Priority", rate: "7.58", currency: "USD" },
];

const error = (code: string, message: string) => ({ error: { code, message } });

/** EasyPost, which a server on this machine plays as its documentation has it. */
export class EasyPostServer {
  readonly asked: Asked[] = [];
  readonly shipments = new Map<string, Shipment>();
  readonly failures: Failure[] = [];
  /** Answers to the next requests for refunds; further ones are `submitted`. */
  readonly refunds: string[] = [];
  /** Runs before a request is carried out. */
  meanwhile: (asked: Asked) => Promise<unknown> = async () => {};
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const { method = "", url: path = "" } = request;
        const asked: Asked = { method, path, body: text ? JSON.parse(text) : {} };
        const known = request.headers.authorization === `Basic ${btoa(`${easyPostKey.local}:`)}`;
        void this.meanwhile(asked).then(() => {
          const [status, body] = known
            ? this.#reply(asked)
            : ([401, error("APIKEY.INACTIVE", "This api key is not active.")] satisfies Reply);
          response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
        });
      });
    });
  }

  static async open(): Promise<EasyPostServer> {
    const easyPost = new EasyPostServer();
    await new Promise<void>((resolve) => easyPost.#server.listen(0, "127.0.0.1", resolve));
    return easyPost;
  }

  /** The settings of a shop that sends its parcels by this server. */
  get settings() {
    const { port } = this.#server.address() as AddressInfo;
    return { Carrier: "easypost", EasyPostUrl: `http://127.0.0.1:${port}/v2/` };
  }

  /** The shipments of an order. */
  bookedFor(orderId: string): Shipment[] {
    const reference = orderId.replace("ord_", "trk_");
    return [...this.shipments.values()].filter((shipment) =>
      String(shipment["reference"]).startsWith(reference),
    );
  }

  /** Forgets what was asked, and answers as it usually does. */
  reset(): void {
    this.asked.length = 0;
    this.failures.length = 0;
    this.refunds.length = 0;
    this.meanwhile = async () => {};
  }

  close(): void {
    this.#server.close();
  }

  #reply(asked: Asked): Reply {
    this.asked.push(asked);
    const index = this.failures.findIndex(({ path }) => path.test(asked.path));
    const [failure] = index < 0 ? [] : this.failures.splice(index, 1);
    if (!failure) return this.#done(asked);
    if (failure.afterwards) this.#done(asked);
    return [failure.status, error(failure.code ?? "FAILED", "Something went wrong.")];
  }

  /** https://docs.easypost.com/docs/shipments */
  #done({ method, path, body }: Asked): Reply {
    const [, , id, action] = path.split("?")[0]?.slice(1).split("/") ?? [];
    if (method === "POST" && id === undefined) {
      const created = {
        ...body.shipment,
        object: "Shipment",
        id: `shp_${this.shipments.size + 1}`,
        tracking_code: null,
        refund_status: null,
        tracker: null,
        rates: RATES,
      };
      this.shipments.set(created.id, created);
      return [201, created];
    }
    const shipment = this.shipments.get(id ?? "");
    if (!shipment) return [404, error("NOT_FOUND", "The requested resource could not be found.")];
    if (action === "refund") return this.#refunded(shipment);
    if (action !== "buy") return [200, shipment];
    if (shipment.tracking_code)
      return [422, error("SHIPMENT.POSTAGE.EXISTS", "Postage already exists for this shipment.")];
    shipment.tracking_code = `9400${id?.slice(4)}`;
    shipment.tracker = { status: "pre_transit" };
    shipment["selected_rate"] = body.rate;
    shipment["postage_label"] = {
      object: "PostageLabel",
      label_url: `https://easypost-files.example/${id}.pdf`,
    };
    return [200, shipment];
  }

  /** https://docs.easypost.com/docs/shipments/shipping-refund */
  #refunded(shipment: Shipment): Reply {
    if (!shipment.tracking_code) return [422, error("SHIPMENT.POSTAGE.REQUIRED", "There is no postage.")];
    shipment.refund_status = this.refunds.shift() ?? "submitted";
    return [200, shipment];
  }
}

/** A tracker's webhook, as EasyPost sends and signs it. https://docs.easypost.com/docs/trackers */
export function trackerEvent(
  shipment: Shipment,
  status: string,
  {
    secret = easyPostWebhookSecret.local,
    at = "2026-11-01T12:00:00Z",
    details,
  }: { secret?: string; at?: string; details?: { status: string; message: string }[] } = {},
): { body: string; headers: Record<string, string> } {
  const body = JSON.stringify({
    object: "Event",
    id: `evt_${shipment.id}_${status}_${at}`,
    description: "tracker.updated",
    result: {
      object: "Tracker",
      tracking_code: shipment.tracking_code,
      status,
      shipment_id: shipment.id,
      weight: 17,
      updated_at: at,
      ...(details && { tracking_details: details }),
    },
  });
  // It signs the weight as the float that it is.
  const hmac = createHmac("sha256", secret)
    .update(body.replace('"weight":17', '"weight":17.0'))
    .digest("hex");
  return { body, headers: { "x-hmac-signature": `hmac-sha256-hex=${hmac}` } };
}
