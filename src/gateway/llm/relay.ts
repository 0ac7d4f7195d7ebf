import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Dispatcher } from "undici";
import type { UpstreamRequest } from "./providers/adapter";
import { CallerGone } from "./refusal";
import { upstreams } from "./upstream";
import type { Reading, UsageMeter } from "./usage-meter";

/** How a call ended. */
export type Outcome =
  /** The whole answer went to the caller. */
  | "complete"
  /** The caller went away first; the upstream was told to stop. */
  | "aborted"
  /** The upstream broke off in the middle. */
  | "broken"
  /** The upstream answered with an error, which went to the caller. */
  | "failed"
  /** The upstream did not accept our credential; nothing was answered yet. */
  | "credential_refused"
  /** Nobody answered; nothing was answered yet. */
  | "unreachable";

export type Relayed = {
  outcome: Outcome;
  status: number | null;
  /** Whether the upstream can have begun to work, and so to charge. */
  wasSent: boolean;
  reading: Reading;
  firstByteMs: number | null;
};

export type RelayPlan = {
  request: UpstreamRequest;
  response: ServerResponse;
  meter(contentType: string | undefined): UsageMeter;
  /** The headers that go to the caller, from the upstream's. */
  headers(status: number, headers: IncomingHttpHeaders): OutgoingHttpHeaders;
};

const NOTHING: Reading = { usage: null, isFinal: false };

/**
 * Makes the call and passes the answer on as it comes, byte for byte, as fast as the caller reads and no faster. Never
 * rejects: however it ends, the caller of this function learns what was seen.
 */
export function relay(plan: RelayPlan): Promise<Relayed> {
  return new Promise((resolve) => {
    upstreams().dispatch({ ...plan.request, method: "POST" }, new RelayHandler(plan, resolve));
  });
}

class RelayHandler implements Dispatcher.DispatchHandler {
  readonly #plan: RelayPlan;
  readonly #resolve: (relayed: Relayed) => void;
  readonly #startedAt = performance.now();
  #controller: Dispatcher.DispatchController | null = null;
  #meter: UsageMeter | null = null;
  #status: number | null = null;
  #firstByteMs: number | null = null;
  #wasSent = false;
  #isCredentialRefused = false;

  constructor(plan: RelayPlan, resolve: (relayed: Relayed) => void) {
    this.#plan = plan;
    this.#resolve = resolve;
    plan.response.once("close", () => {
      if (!plan.response.writableFinished) this.#controller?.abort(new CallerGone());
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#plan.response.destroyed) {
      controller.abort(new CallerGone());
      return;
    }
    this.#wasSent = true;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    const { response } = this.#plan;
    this.#status = status;
    this.#firstByteMs = performance.now() - this.#startedAt;
    this.#isCredentialRefused = status === 401 || status === 403;
    if (this.#isCredentialRefused) return;
    if (status === 200) this.#meter = this.#plan.meter(headers["content-type"]);
    response.writeHead(status, this.#plan.headers(status, headers));
    response.flushHeaders();
    response.on("drain", () => {
      controller.resume();
    });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isCredentialRefused) return;
    if (!this.#plan.response.write(chunk)) controller.pause();
    this.#meter?.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#isCredentialRefused) {
      this.#finish("credential_refused");
      return;
    }
    this.#plan.response.end();
    this.#finish(this.#status === 200 ? "complete" : "failed");
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (error instanceof CallerGone) {
      this.#finish("aborted");
      return;
    }
    if (this.#isCredentialRefused) {
      this.#finish("credential_refused");
      return;
    }
    if (this.#plan.response.headersSent) {
      // Cut off rather than ended: the client must not take half an answer for a whole one.
      this.#plan.response.destroy();
      this.#finish("broken");
      return;
    }
    this.#finish("unreachable");
  }

  #finish(outcome: Outcome): void {
    this.#resolve({
      outcome,
      status: this.#status,
      wasSent: this.#wasSent,
      reading: this.#meter?.reading() ?? NOTHING,
      firstByteMs: this.#firstByteMs,
    });
  }
}
