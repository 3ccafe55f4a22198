import { guessable } from "@tradewind/blueprint/areas/accounts/identity";
import { DomainError } from "../platform/errors.ts";

const LETTERS: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};

/**
 * Refuses a password with too few characters besides the words that guessers try first here.
 * @throws auth.password_weak
 */
export function refuseGuessable(password: string): void {
  const letters = password.toLowerCase().replaceAll(/[013457@$]/g, (sign) => LETTERS[sign] ?? sign);
  const besides = guessable.words.reduce((text, word) => text.replaceAll(word, ""), letters);
  if (besides === letters || besides.length >= guessable.charactersBesides) return;
  throw new DomainError("auth.password_weak", {
    detail: `Use at least ${guessable.charactersBesides} characters besides words such as ${guessable.words[0]}.`,
  });
}
