import fc from "fast-check";
import { expect, test } from "vitest";
import { fetchTenantUrl, isPublicAddress } from "./egress";

const limits = { maxBytes: 1_000, timeoutMs: 500 };

test("this machine, private networks and metadata services are not public", () => {
  const forbidden = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd12::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:7f00:1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "not an address",
  ];
  for (const address of forbidden) expect(isPublicAddress(address), address).toBe(false);
  for (const address of ["1.1.1.1", "93.184.216.34", "2606:4700::1111"])
    expect(isPublicAddress(address), address).toBe(true);
});

test("every address of the private ranges is refused", () => {
  const octet = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(octet, octet, octet, (a, b, c) => {
      const tail = `${String(b)}.${String(c)}`;
      expect(isPublicAddress(`10.${String(a)}.${tail}`)).toBe(false);
      expect(isPublicAddress(`192.168.${tail}`)).toBe(false);
      expect(isPublicAddress(`127.${String(a)}.${tail}`)).toBe(false);
    }),
  );
});

test.each([
  "http://example.com/",
  "ftp://example.com/",
  "https://user:pass@example.com/",
  "https://127.0.0.1/",
  "https://[::1]/",
  "https://0x7f000001/",
  "https://2130706433/",
  "https://169.254.169.254/latest/meta-data/",
  "no address",
])("%s is refused before anything is sent", async (address) => {
  await expect(fetchTenantUrl(address, limits)).rejects.toMatchObject({ code: "INVALID", field: "url" });
});

test("a name that resolves to one private address among public ones is refused", async () => {
  const attempt = fetchTenantUrl("https://rebind.example/", {
    ...limits,
    resolve: () => Promise.resolve(["1.1.1.1", "10.0.0.1"]),
  });
  await expect(attempt).rejects.toMatchObject({ code: "INVALID" });
});

test("a name that does not resolve is refused by name", async () => {
  const attempt = fetchTenantUrl("https://nowhere.example/", {
    ...limits,
    resolve: () => Promise.reject(new Error("ENOTFOUND")),
  });
  await expect(attempt).rejects.toThrow("nowhere.example cannot be resolved");
});
