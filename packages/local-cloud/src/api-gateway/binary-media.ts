/** https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html */
export class BinaryMedia {
  readonly #types: ReadonlySet<string>;

  constructor(types: readonly string[]) {
    this.#types = new Set(types.map((type) => type.toLowerCase()));
  }

  /** Takes a `Content-Type` or `Accept` header. API Gateway reads only its first media type. */
  includes(header: string | undefined): boolean {
    if (this.#types.size === 0) return false;
    if (this.#types.has("*/*")) return true;
    const type =
      /^[^;,]*/
        .exec(header ?? "")?.[0]
        .trim()
        .toLowerCase() ?? "";
    return this.#types.has(type) || this.#types.has(`${type.split("/", 1)[0]}/*`);
  }
}
