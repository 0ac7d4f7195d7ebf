import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { GroupCommitter } from "./group-committer";

test("what comes while a batch is written shares the next one, and everybody gets the own answer", async () => {
  const batches: number[][] = [];
  const committer = new GroupCommitter<number, number>(
    async (items) => {
      batches.push(items);
      await sleep(20);
      return items.map((item) => item * 10);
    },
    { maxBatch: 100 },
  );

  const first = committer.add(1);
  await sleep(5);
  const others = [2, 3, 4].map((item) => committer.add(item));

  expect(await Promise.all([first, ...others])).toEqual([10, 20, 30, 40]);
  expect(batches).toEqual([[1], [2, 3, 4]]);
  expect(committer.size).toBe(0);
});

test("a batch is no larger than it may be", async () => {
  const sizes: number[] = [];
  const committer = new GroupCommitter<number, null>(
    async (items) => {
      sizes.push(items.length);
      return items.map(() => null);
    },
    { maxBatch: 2 },
  );

  await Promise.all([1, 2, 3, 4, 5].map((item) => committer.add(item)));

  expect(sizes).toEqual([2, 2, 1]);
});

test("a batch that cannot be written is told to all in it, and to nobody after it", async () => {
  let isBroken = true;
  const committer = new GroupCommitter<number, number>(
    async (items) => {
      if (isBroken) throw new Error("no database");
      return items;
    },
    { maxBatch: 10 },
  );

  const answers = await Promise.allSettled([committer.add(1), committer.add(2)]);
  isBroken = false;

  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await committer.add(3)).toBe(3);
});

test("where nobody waits for the answer, a batch gathers", async () => {
  const sizes: number[] = [];
  const committer = new GroupCommitter<number, null>(
    async (items) => {
      sizes.push(items.length);
      return items.map(() => null);
    },
    { maxBatch: 10, gatherMs: 30 },
  );

  const all = [committer.add(1)];
  await sleep(5);
  all.push(committer.add(2));
  await Promise.all(all);

  expect(sizes).toEqual([2]);
});
