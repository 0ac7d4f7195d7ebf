/** Shows `label` while `work` runs, then a tick with the time it took, or a cross. */
export function step<Result>(label: string, work: () => Promise<Result> | Result): Promise<Result>;
