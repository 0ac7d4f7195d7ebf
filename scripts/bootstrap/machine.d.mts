/** A failure that a person can repair: what happened, and what to do about it. */
export class Failure extends Error {
  constructor(message: string, remedy: string, options?: ErrorOptions);
  readonly remedy: string;
}
export const root: string;
export const pinnedNode: string;
export function giveUp(error: unknown): never;
export function ensureInstalled(step: (label: string, work: () => Promise<void>) => Promise<void>): Promise<void>;
export function toolEnvironment(extra?: Record<string, string | undefined>): NodeJS.ProcessEnv;
export function loadDotEnv(): void;
export function runOnPinnedNode(nodeArguments: readonly string[], extra?: Record<string, string>): void;
