import { catalogText } from "../app/locale.ts";

/** A character that no message has. */
const PLACE = "\uFFFC";

interface WithCatalogTextProps {
  /** Returns the message around a text. */
  message: (text: string) => string;
  /** Text of the catalog. */
  children: string;
}

/** A message with a text of the catalog in it, which is marked with its own language. */
export function WithCatalogText({ message, children }: WithCatalogTextProps) {
  const [before, after] = message(PLACE).split(PLACE);
  return (
    <>
      {before}
      <span {...catalogText()}>{children}</span>
      {after}
    </>
  );
}
