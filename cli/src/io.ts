import { styleText } from "node:util";
import type { Variables } from "./machine/machine";

export type Tone = "good" | "bad" | "warning" | "quiet" | "strong";
const STYLES = { good: "green", bad: "red", warning: "yellow", quiet: "gray", strong: "bold" } as const;

type Sink = { write(text: string): unknown; isTTY?: boolean };
type IoOptions = {
  stdout: Sink;
  stderr: Sink;
  env: Variables;
  isJson: boolean;
  /** How this program was called, so that advice can be typed as it stands. */
  program?: string;
};

const OWN_COMMAND = /\bsteward (?=(?:login|logout|sync|status|doctor)\b)/g;

/** Where a command speaks: data goes to stdout, for people or as JSON, and all talk to stderr, so that pipes stay clean. */
export class Io {
  readonly isJson: boolean;
  /** Whether somebody sits before both streams and may be shown more than plain lines. */
  readonly isTerminal: boolean;
  private readonly hasColor: boolean;

  constructor(private readonly options: IoOptions) {
    this.isJson = options.isJson;
    this.isTerminal = options.stdout.isTTY === true && options.stderr.isTTY === true;
    this.hasColor = options.stderr.isTTY === true && !options.env["NO_COLOR"] && options.env["TERM"] !== "dumb";
  }

  /** A command's result: the value as one line of JSON with `--json`, else the lines. */
  data(value: unknown, lines: readonly string[]): void {
    const text = this.isJson ? JSON.stringify(value) : lines.join("\n");
    if (text !== "") this.options.stdout.write(`${text}\n`);
  }

  say(text = ""): void {
    this.options.stderr.write(`${this.asCalled(text)}\n`);
  }

  /** A text with our own commands as they must be typed here: through `npx` there is no `steward` on the PATH. */
  asCalled(text: string): string {
    return text.replace(OWN_COMMAND, `${this.options.program ?? "steward"} `);
  }

  warn(text: string): void {
    this.say(`${this.paint("warning", "warning")} ${text}`);
  }

  paint(tone: Tone, text: string): string {
    return this.hasColor ? styleText(STYLES[tone], text, { validateStream: false }) : text;
  }
}
