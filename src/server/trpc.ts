import { TRPCError, initTRPC } from "@trpc/server";
import superjson from "superjson";
import { ZodError } from "zod";
import type { Actor, RequestInfo } from "./access";
import { DomainError, type ErrorCode, invalidInput } from "./errors";
import { log, withRequest } from "./log";

export type TrpcContext = {
  actor: Actor | null;
  /** Why there is no actor, for procedures that need one; those that do not are answered all the same. */
  refusal?: DomainError | null;
  request: RequestInfo;
};

const TRPC_CODE: Record<ErrorCode, TRPCError["code"]> = {
  NOT_FOUND: "NOT_FOUND",
  FORBIDDEN: "FORBIDDEN",
  UNAUTHENTICATED: "UNAUTHORIZED",
  CONFLICT: "CONFLICT",
  STALE: "CONFLICT",
  INVALID: "BAD_REQUEST",
  LIMIT_EXCEEDED: "UNPROCESSABLE_CONTENT",
  RATE_LIMITED: "TOO_MANY_REQUESTS",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
};

const t = initTRPC.context<TrpcContext>().create({
  transformer: superjson,
  errorFormatter({ shape, error, ctx }) {
    const domain = error.cause instanceof DomainError ? error.cause : null;
    const isOurs = domain !== null || error.code !== "INTERNAL_SERVER_ERROR";
    return {
      message: isOurs ? shape.message : "Something went wrong on our side.",
      code: shape.code,
      data: {
        code: error.code,
        httpStatus: shape.data.httpStatus,
        reason: domain?.code ?? null,
        field: domain?.field ?? null,
        remedy: domain?.remedy ?? null,
        requestId: ctx?.request.id ?? null,
      },
    };
  },
});

function asTrpcError(cause: DomainError): TRPCError {
  return new TRPCError({ code: TRPC_CODE[cause.code], message: cause.message, cause });
}

/** `next()` resolves on failure, so this tests the outcome rather than catching. */
const translateErrors = t.middleware(async ({ next, ctx, path }) => {
  const outcome = await withRequest(ctx.request.id, () => next());
  if (outcome.ok) return outcome;
  const { cause } = outcome.error;
  if (cause instanceof DomainError) throw asTrpcError(cause);
  if (cause instanceof ZodError) throw asTrpcError(invalidInput(cause));
  if (outcome.error.code === "INTERNAL_SERVER_ERROR") {
    log().error({ err: cause ?? outcome.error, path, requestId: ctx.request.id }, "procedure failed");
  }
  return outcome;
});

const requireActor = t.middleware(({ ctx, next }) => {
  if (ctx.actor === null) {
    const remedy = "Sign in and try again.";
    throw asTrpcError(ctx.refusal ?? new DomainError("UNAUTHENTICATED", "You are not signed in.", { remedy }));
  }
  return next({ ctx: { actor: ctx.actor } });
});

export const router = t.router;
/** For those who have not signed in: only public commands stand behind it. */
export const publicProcedure = t.procedure.use(translateErrors);
/** For a signed-in person in an organization. */
export const memberProcedure = publicProcedure.use(requireActor);
