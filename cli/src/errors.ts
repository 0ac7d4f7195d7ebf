/** Why a command did not do its work: said in one line, with what to do about it in the next. Exit code 1. */
export class CliError extends Error {
  readonly code: string;
  readonly remedy: string | undefined;

  constructor(message: string, options: { code?: string; remedy?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "CliError";
    this.code = options.code ?? "FAILED";
    this.remedy = options.remedy;
  }
}

/** The command was not understood or lacks something only its caller can give. Exit code 2. */
export class UsageError extends CliError {
  constructor(message: string, remedy?: string) {
    super(message, { code: "USAGE", remedy });
    this.name = "UsageError";
  }
}
