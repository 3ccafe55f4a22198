import type { Blueprint } from "../blueprint.ts";
import type { BucketDefinition } from "../language/resources.ts";

/** The bucket whose objects are served under a path. @throws when the blueprint has none */
export function bucketServedAt({ buckets }: Blueprint, path: NonNullable<BucketDefinition["servedAt"]>) {
  const bucket = buckets.find(({ servedAt }) => servedAt === path);
  if (!bucket) throw new Error(`No bucket is served at ${path}.`);
  return bucket;
}
