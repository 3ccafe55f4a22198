import { seededRandom } from "@tradewind/local-cloud";

/**
 * Makes the random numbers of this process follow a seed, so that a run is repeatable. Ids and
 * jitter come from them; keys and passwords do not.
 */
export function seedProcess(seed: number): void {
  const random = seededRandom(seed);
  Math.random = () => random.next();
  crypto.randomUUID = () => random.uuid() as ReturnType<typeof crypto.randomUUID>;
  crypto.getRandomValues = (array) => {
    if (array) {
      const { buffer, byteOffset, byteLength } = array as unknown as Uint8Array;
      new Uint8Array(buffer, byteOffset, byteLength).forEach((_, index, bytes) => {
        bytes[index] = Math.floor(random.next() * 256);
      });
    }
    return array;
  };
}
