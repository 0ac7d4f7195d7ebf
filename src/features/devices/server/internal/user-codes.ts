import { randomInt } from "node:crypto";
import { USER_CODE_ALPHABET } from "../../schemas";

const LETTERS = 8;

/**
 * A fresh user code: eight letters of twenty, 25.6 thousand million codes (34.5 bits). It lives ten minutes, in which a
 * person may try twenty: of a hundred codes that are pending, one is hit once in twelve million such tries.
 */
export function newUserCode(): string {
  return Array.from({ length: LETTERS }, () => USER_CODE_ALPHABET.charAt(randomInt(USER_CODE_ALPHABET.length))).join(
    "",
  );
}
