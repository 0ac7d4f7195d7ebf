/** A segment that needs no quotes. Anything else is written as in JSONPath: `env["a.b"]`. */
const PLAIN = /^[A-Za-z0-9_$-]+$/;
const SEGMENT = /\.?([A-Za-z0-9_$-]+)|\[("(?:[^"\\]|\\.)*")\]/y;

/** The place of a value in a document, as people read it: `permissions.deny`. */
export function pathText(segments: readonly string[]): string {
  return segments.reduce((text, segment) => {
    if (!PLAIN.test(segment)) return `${text}[${JSON.stringify(segment)}]`;
    return text === "" ? segment : `${text}.${segment}`;
  }, "");
}

/** The segments of a path as `pathText` writes it; null when it is none. */
export function parsePath(text: string): string[] | null {
  const segments: string[] = [];
  SEGMENT.lastIndex = 0;
  let end = 0;
  for (let match = SEGMENT.exec(text); match !== null; match = SEGMENT.exec(text)) {
    const [, plain, quoted] = match;
    segments.push(plain ?? (JSON.parse(quoted ?? '""') as string));
    end = SEGMENT.lastIndex;
  }
  return end === text.length && pathText(segments) === text && segments.length > 0 ? segments : null;
}
