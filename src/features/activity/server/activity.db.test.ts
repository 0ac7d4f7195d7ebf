import { expect, test } from "vitest";
import { withOrg } from "@/server/db";
import { appendLog } from "@/server/audit";
import { memberOf, newEmployee, newOrg } from "@/test/factories";
import { getActivity } from "./get-activity";
import { listActivity } from "./list-activity";
import { tailActivity } from "./tail-activity";

type Who = { id: string; email: string };

function write(org: { id: string }, who: Who, payload: object = { tool: "Bash" }) {
  const actor = { kind: "device" as const, employeeId: who.id, email: who.email };
  return withOrg(org.id, (db) => appendLog(db, { type: "tool.denied", actor, payload }));
}

test("the log is read newest first, page by page, without a gap or a double", async () => {
  const org = await newOrg();
  const person = await newEmployee(org);
  const written = [];
  for (let at = 0; at < 5; at += 1) written.push(await write(org, person));
  const security = await memberOf(org, "activity:read:org");

  const first = await listActivity(security, { type: "tool.denied", limit: 3 });
  const second = await listActivity(security, { type: "tool.denied", limit: 3, before: first.next ?? undefined });

  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(written.toReversed());
  expect(second.next).toBeNull();
});

test("a person reads what is about him or her, and a row of a colleague does not exist", async () => {
  const org = await newOrg();
  const [person, colleague] = [await newEmployee(org), await newEmployee(org)];
  await write(org, person);
  const theirs = await write(org, colleague);
  const reader = { ...(await memberOf(org, "activity:read:own")), employeeId: person.id };
  const all = await listActivity(await memberOf(org, "activity:read:org"), { type: "tool.denied" });
  const at = all.items.find(({ id }) => id === theirs)?.at ?? new Date();

  const seen = await listActivity(reader, { type: "tool.denied" });

  expect(seen.items.map(({ employee }) => employee?.id)).toEqual([person.id]);
  await expect(getActivity(reader, { activityId: theirs, at })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("another organization's log does not exist", async () => {
  const org = await newOrg();
  await write(org, await newEmployee(org));
  const stranger = await memberOf(await newOrg(), "activity:read:org");

  expect((await listActivity(stranger, { type: "tool.denied" })).items).toEqual([]);
});

test("whoever may not read the log is refused", async () => {
  await expect(listActivity(await memberOf(await newOrg(), "usage:read:org"), {})).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});

test("what comes in after a row is handed to whoever follows, under the same filter", async () => {
  const org = await newOrg();
  const person = await newEmployee(org);
  await write(org, person, { tool: "Bash" });
  const security = await memberOf(org, "activity:read:org");
  const newest = (await listActivity(security, { type: "tool.denied" })).items[0];
  if (!newest) throw new Error("the row is not there");
  const later = await write(org, person, { tool: "WebFetch", reason: "not from here" });

  const tail = await tailActivity(security, { type: "tool.denied", after: { at: newest.at, id: newest.id } });
  const other = await tailActivity(security, { type: "model.call", after: { at: newest.at, id: newest.id } });

  expect(tail[0]).toMatchObject({ id: later, subject: { tool: "WebFetch", reason: "not from here" } });
  expect(other).toEqual([]);
});

test("one entry carries what was recorded, and can be found by what it was about", async () => {
  const org = await newOrg();
  const person = await newEmployee(org);
  const targetId = person.id;
  const id = await write(org, person, { targetType: "employee", targetId, before: { a: 1 }, after: { a: 2 } });
  const security = await memberOf(org, "activity:read:org");

  const found = await listActivity(security, { targetId });
  const at = found.items[0]?.at ?? new Date();
  const row = await getActivity(security, { activityId: id, at });

  expect(found.items.map((item) => item.id)).toEqual([id]);
  expect(row).toMatchObject({ id, payload: { before: { a: 1 }, after: { a: 2 } } });
});
