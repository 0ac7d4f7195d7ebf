import { expect, test } from "vitest";
import { auditTrail, memberOf, newActor, newOrg } from "@/test/factories";
import { getOrganization } from "./get-organization";
import { pictureType, setLogo } from "./set-logo";
import { updateOrganization } from "./update-organization";

test("an owner changes name, time zone and rules, and the log has both versions", async () => {
  const org = await newOrg({ plan: "pro" });
  const owner = await newActor(org, "owner");

  await updateOrganization(owner, { name: "Renamed", timeZone: "Europe/Berlin", settings: { sessionHours: 8 } });

  expect(await getOrganization(owner, {})).toMatchObject({
    name: "Renamed",
    timeZone: "Europe/Berlin",
    settings: { sessionHours: 8, idleMinutes: 120 },
  });
  expect(await auditTrail(org)).toContainEqual(
    expect.objectContaining({
      eventType: "organization.update",
      payload: expect.objectContaining({
        before: expect.objectContaining({ name: "Acme" }),
        after: expect.objectContaining({ name: "Renamed" }),
      }),
    }),
  );
});

test("what is left out stays as it is", async () => {
  const org = await newOrg();
  const owner = await newActor(org, "owner");

  await updateOrganization(owner, { settings: { tokenSources: { personal: true } } });
  await updateOrganization(owner, { settings: { tokenSources: { company: false } } });

  const { settings } = await getOrganization(owner, {});
  expect(settings.tokenSources).toEqual({ company: false, platform: true, personal: true });
});

test("somebody must be left to pay", async () => {
  const org = await newOrg({ plan: "pro" });
  const owner = await newActor(org, "owner");

  const attempt = updateOrganization(owner, {
    settings: { tokenSources: { company: false, platform: false, personal: false } },
  });

  await expect(attempt).rejects.toMatchObject({ code: "CONFLICT", field: "settings.tokenSources" });
});

test("only who may update the organization does, and bad input names the field", async () => {
  const org = await newOrg();
  const manager = await newActor(org, "manager");
  const owner = await memberOf(org, "organization:update:org");

  await expect(updateOrganization(manager, { name: "Mine" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(setLogo(manager, { url: null })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(updateOrganization(owner, { timeZone: "Mars/Olympus" })).rejects.toMatchObject({
    code: "INVALID",
    field: "timeZone",
  });
  await expect(updateOrganization(owner, { settings: { sessionHours: 0 } })).rejects.toMatchObject({
    code: "INVALID",
    field: "settings.sessionHours",
  });
});

test("a logo comes from a public https address or not at all, and can be removed", async () => {
  const org = await newOrg();
  const owner = await newActor(org, "owner");

  await expect(setLogo(owner, { url: "https://169.254.169.254/logo.png" })).rejects.toMatchObject({
    code: "INVALID",
    field: "url",
  });
  await expect(setLogo(owner, { url: "http://example.com/logo.png" })).rejects.toMatchObject({
    code: "INVALID",
    field: "url",
  });
  await expect(setLogo(owner, { url: null })).resolves.toEqual({ hasLogo: false });
});

test("a picture is what its bytes say", () => {
  expect(pictureType(Buffer.from("89504e470d0a1a0a00", "hex"))).toBe("image/png");
  expect(pictureType(Buffer.from("52494646000000005745425000", "hex"))).toBe("image/webp");
  expect(pictureType(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"))).toBeNull();
  expect(pictureType(Buffer.alloc(0))).toBeNull();
});
