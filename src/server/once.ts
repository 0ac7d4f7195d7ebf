const store = Symbol.for("steward.once");
type Store = Map<string, unknown> | undefined;

/**
 * One value per process, made at first use. Next bundles a module once per entry, so a plain module variable would
 * open a pool for each; the value therefore hangs on the global object.
 */
export function onceInProcess<T>(name: string, make: () => T): () => T {
  return () => {
    const holder = globalThis as { [store]?: Store };
    const values = (holder[store] ??= new Map<string, unknown>());
    if (!values.has(name)) values.set(name, make());
    return values.get(name) as T;
  };
}
