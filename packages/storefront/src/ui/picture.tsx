import type { Image } from "@tradewind/client";
import { catalogText } from "../app/locale.ts";

interface PictureProps {
  image: Image;
  /** The text beside the picture says the same. */
  decorative?: boolean;
  /** The largest picture that is seen first. */
  first?: boolean;
  /** The picture is seen without scrolling. */
  early?: boolean;
}

/** A picture of a product, whose space is there before it has loaded. */
export const Picture = ({ image, decorative = false, first = false, early = first }: PictureProps) => (
  <img
    src={image.url}
    alt={decorative ? "" : image.alt}
    {...(decorative ? {} : catalogText())}
    width={image.width}
    height={image.height}
    loading={early ? "eager" : "lazy"}
    fetchPriority={first ? "high" : "auto"}
    decoding="async"
  />
);
