import type { LocalCloud } from "@tradewind/local-cloud";
import { productPicture, type SampleProduct, sampleCatalog } from "@tradewind/sample-catalog";

/** Draws the picture of every product of the sample catalog and stores it as `<id>.svg`. */
export async function putPictures(cloud: LocalCloud, bucket: string): Promise<void> {
  await Promise.all(sampleCatalog().map((product) => putPicture(cloud, bucket, product)));
}

const ONE_YEAR = "public, max-age=31536000, immutable";

async function putPicture(cloud: LocalCloud, bucket: string, product: SampleProduct): Promise<void> {
  const { status } = await cloud.handle({
    method: "PUT",
    path: `/${bucket}/${product.id}.svg`,
    query: new URLSearchParams(),
    headers: { "content-type": "image/svg+xml", "cache-control": ONE_YEAR },
    body: Buffer.from(productPicture(product)),
  });
  if (status !== 200) throw new Error(`S3 refused the picture of ${product.slug} with status ${status}.`);
}
