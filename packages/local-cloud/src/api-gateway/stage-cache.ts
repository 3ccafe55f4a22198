import type { Clock } from "../kernel/clock.ts";
import { ExpiringCache } from "./expiring-cache.ts";
import type { GatewayResponse, IncomingRequest } from "./incoming-request.ts";
import type { CompiledRoute } from "./route-table.ts";

interface CachedAnswer {
  headers: GatewayResponse["headers"];
  body: Buffer;
}

/** AWS's smallest cache is 0.5 GB. This one is smaller, for a laptop. */
const CAPACITY_BYTES = 64 * 1024 * 1024;

/** "The maximum size of a response that can be cached is 1048576 bytes." */
const LARGEST_ANSWER = 1_048_576;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html */
export class StageCache {
  readonly #answers: ExpiringCache<CachedAnswer>;

  constructor(clock: Clock) {
    this.#answers = new ExpiringCache(clock, CAPACITY_BYTES);
  }

  /** The cache key of a request: the method and its declared parameters, nothing else. */
  key(
    { route, index }: CompiledRoute,
    request: IncomingRequest,
    pathParameters: Record<string, string> | undefined,
    principalId: string | undefined,
  ): string {
    const { keys, perPrincipal } = route.cache ?? { keys: {} };
    let key = String(index);
    for (const name of keys.path ?? []) key += `\0${pathParameters?.[name] ?? ""}`;
    for (const name of keys.query ?? []) {
      // A repeated parameter counts with all its values. An absent parameter differs from an empty
      // one.
      const values = request.queryString === "" ? undefined : request.query.multi[name];
      key += values ? `\0=${values.length === 1 ? values[0] : JSON.stringify(values)}` : "\0";
    }
    for (const name of keys.headers ?? []) key += `\0${request.header(name.toLowerCase()) ?? ""}`;
    if (perPrincipal) key += `\0${principalId ?? ""}`;
    return key;
  }

  get(key: string): GatewayResponse | undefined {
    const answer = this.#answers.get(key);
    return answer && { status: 200, headers: { ...answer.headers }, body: answer.body };
  }

  /** Stores only responses with status 200. */
  put(key: string, response: GatewayResponse, ttlSeconds: number): void {
    if (response.status !== 200) return;
    const body = typeof response.body === "string" ? Buffer.from(response.body) : response.body;
    if (body.length > LARGEST_ANSWER) return;
    this.#answers.put(
      key,
      { headers: { ...response.headers }, body },
      ttlSeconds,
      body.length + key.length + 512,
    );
  }

  /** `FlushStageCache` */
  flush(): void {
    this.#answers.clear();
  }
}
