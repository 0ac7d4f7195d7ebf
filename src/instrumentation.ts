/** Next.js calls this once before the first request, in each of its runtimes; ours is Node. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") await import("./instrumentation-node");
}
