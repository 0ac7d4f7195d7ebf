import { randomInt } from "node:crypto";
import { USER_CODE_ALPHABET } from "../../schemas";

const LETTERS = 8;

/**
 * A fresh user code: eight letters of twenty, 25.6 thousand million codes (34.5 bits). With ten minutes of life and
 * twenty guesses an hour from one person, guessing one of a hundred pending codes has odds of one in thirteen million.
 */
export function newUserCode(): string {
  return Array.from({ length: LETTERS }, () => USER_CODE_ALPHABET.charAt(randomInt(USER_CODE_ALPHABET.length))).join(
    "",
  );
}
