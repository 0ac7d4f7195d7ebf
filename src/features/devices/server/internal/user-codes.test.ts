import fc from "fast-check";
import { expect, test } from "vitest";
import { USER_CODE_ALPHABET, UserCode, formatUserCode } from "../../schemas";
import { newUserCode } from "./user-codes";

const code = fc
  .array(fc.constantFrom(...Array.from(USER_CODE_ALPHABET)), { minLength: 8, maxLength: 8 })
  .map((letters) => letters.join(""));

test("a fresh code has eight consonants, so it spells no word", () => {
  for (let i = 0; i < 500; i += 1) expect(newUserCode()).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/);
});

test("every letter of the alphabet is used, and codes do not repeat", () => {
  const codes = Array.from({ length: 500 }, newUserCode);

  expect(new Set(codes).size).toBe(500);
  expect(new Set(codes.join("")).size).toBe(USER_CODE_ALPHABET.length);
});

test("however a code is typed, it is the same code", () => {
  const separators = fc.array(fc.constantFrom("", " ", "-", "–", ".", "\t"), { minLength: 8, maxLength: 8 });

  fc.assert(
    fc.property(code, separators, fc.boolean(), (letters, between, isLower) => {
      const typed = Array.from(letters)
        .map((letter, i) => `${letter}${between[i] ?? ""}`)
        .join("");
      expect(UserCode.parse(isLower ? typed.toLowerCase() : typed)).toBe(letters);
      expect(UserCode.parse(formatUserCode(letters))).toBe(letters);
    }),
  );
});

test("anything else is refused before a look-up", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (typed) => {
      const parsed = UserCode.safeParse(typed);
      if (parsed.success) expect(parsed.data).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/);
    }),
  );
  for (const wrong of ["", "AEIO-UYAE", "BCDF-GHJ", "BCDF-GHJKL", "1234-5678"])
    expect(UserCode.safeParse(wrong).success).toBe(false);
});
