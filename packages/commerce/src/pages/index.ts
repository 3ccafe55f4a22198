/** Pages that are kept as objects, so that CloudFront finds them without the renderer. */
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { pages } from "@tradewind/blueprint/ground/pages";
import { s3 } from "../platform/clients/s3.ts";
import { resourceOf } from "../platform/resource-of.ts";

export interface KeptPage {
  /** Path of the object, with its slash. */
  object: string;
  body: string;
  contentType: string;
  cacheControl: string;
}

const objectOf = (path: string) => ({ Bucket: resourceOf(pages.bucket).name, Key: path.slice(1) });

/**
 * Keeps a page unless the bucket has it already: of several renderers of one page, the first wins.
 * @returns the entity tag of the object, or undefined if the bucket has the page
 */
export async function keep({
  object,
  body,
  contentType,
  cacheControl,
}: KeptPage): Promise<string | undefined> {
  try {
    const { ETag } = await s3.send(
      new PutObjectCommand({
        ...objectOf(object),
        Body: body,
        ContentType: contentType,
        CacheControl: cacheControl,
        IfNoneMatch: "*",
      }),
    );
    return ETag;
  } catch (error) {
    if (isTaken(error)) return undefined;
    throw error;
  }
}

/** Removes a page if it is still the one with this entity tag. */
export async function remove(object: string, tag: string): Promise<void> {
  try {
    await s3.send(new DeleteObjectCommand({ ...objectOf(object), IfMatch: tag }));
  } catch (error) {
    if (!isTaken(error)) throw error;
  }
}

/**
 * S3 refuses a conditional write when its condition fails, and when two writes meet.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
const isTaken = (error: unknown) =>
  error instanceof Error &&
  ["PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"].includes(error.name);
