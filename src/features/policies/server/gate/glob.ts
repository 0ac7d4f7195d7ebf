export type Matcher = (text: string) => boolean;

/**
 * Compiles a glob in which `*` stands for any run of characters, the empty one too. Compared without case, as clients
 * differ in how they write tool names. Takes time in proportion to the text: the pieces between the stars are found
 * left to right, and the first place where a piece fits is as good as any later one.
 */
export function compileGlob(glob: string): Matcher {
  const [head = "", ...rest] = glob.toLowerCase().split("*");
  const tail = rest.pop();
  if (tail === undefined) return (text) => text.toLowerCase() === head;
  const middle = rest.filter((piece) => piece !== "");
  return (text) => {
    const lower = text.toLowerCase();
    if (lower.length < head.length + tail.length || !lower.startsWith(head) || !lower.endsWith(tail)) return false;
    const end = lower.length - tail.length;
    let from = head.length;
    for (const piece of middle) {
      const at = lower.indexOf(piece, from);
      if (at === -1 || at + piece.length > end) return false;
      from = at + piece.length;
    }
    return true;
  };
}
