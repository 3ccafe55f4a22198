/** The results of the browser's build, which the renderer's build puts in. */
declare module "virtual:site" {
  /** All rules of all pages. */
  export const style: string;
  /** Path of the script that loads the app. */
  export const boot: string;
  /** Path of the app. */
  export const app: string;
  /** Paths of the messages, by language. */
  export const messages: Readonly<Record<string, string>>;
}
