/** The route of the frame of every page. */
export const SHELL = "shell";

/** The route whose data are a product. */
export const PRODUCT = "product";
