import { AwsError } from "@tradewind/local-cloud";

/**
 * The result of `make`, or of `otherwise` when AWS answers that the resource exists already (any of
 * `codes`).
 */
export async function unlessExists<T>(
  codes: readonly string[],
  make: () => Promise<T>,
  otherwise: () => Promise<T>,
): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof AwsError && codes.includes(error.code)) return otherwise();
    throw error;
  }
}
