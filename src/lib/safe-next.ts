/** No real address of ours is longer; a longer one is somebody trying something. */
const LONGEST_PATH = 2_000;

/** Browsers drop tabs and line breaks from an address and read a backslash as a slash, so none of them may reach one. */
const FORBIDDEN = /[\u0000-\u0020\u007f\\]/;

/**
 * Where a person goes after signing in: a path of this very site, or `fallback`.
 *
 * `next` comes from an address that anyone can write into a mail, so only what every browser resolves to our own origin
 * passes: one leading slash, no second one, no backslash, no control character, no scheme. What is returned is the
 * normalized path, never the text that came in.
 */
export function safeNext(next: string | null | undefined, fallback = "/"): string {
  if (!next?.startsWith("/") || next.startsWith("//") || next.length > LONGEST_PATH || FORBIDDEN.test(next))
    return fallback;
  const base = "http://steward.invalid";
  const resolved = URL.parse(next, base);
  if (resolved?.origin !== base) return fallback;
  const path = `${resolved.pathname}${resolved.search}${resolved.hash}`;
  // "/.//host" normalizes to "//host", which a browser would leave the site for.
  return path.startsWith("//") ? fallback : path;
}
