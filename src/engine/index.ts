import { type Env, env } from "@/env";
import { createDbosEngine } from "./dbos/adapter";
import type { Engine } from "./engine";

export { type Background, repeat, startBackground } from "./background";
export type { Engine, Work } from "./engine";

type Options = Parameters<typeof createDbosEngine>[0];

const ENGINES: Record<Env["engine"], (options: Options) => Engine> = { dbos: createDbosEngine };

/** The engine that `ENGINE` names. */
export function createEngine(options: Options): Engine {
  return ENGINES[env.engine](options);
}
