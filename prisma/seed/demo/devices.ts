import { managedSettings } from "@/features/configs/server";
import {
  acknowledgeSettings,
  approveDevice,
  exchangeCode,
  identifyBearer,
  startAuthorization,
} from "@/features/devices/server";
import { newId } from "@/lib/ids";
import type { RequestInfo } from "@/server/access";
import { hashToken } from "@/server/crypto";
import { seedActor } from "../seed-actor";
import type { Acme } from "./people";

const MACHINES = [
  { email: "dev@acme.test", name: "dana-laptop", os: "macOS 26.1", claude: "2.1.330", protection: "enforced" },
  { email: "dev@acme.test", name: "dana-desktop", os: "Ubuntu 26.04", claude: "2.1.327", protection: "user-level" },
  { email: "manager@acme.test", name: "mika-laptop", os: "macOS 26.1", claude: "2.1.330", protection: "enforced" },
  { email: "builder@acme.test", name: "bo-workstation", os: "Fedora 44", claude: "2.1.330", protection: "enforced" },
  {
    email: "ines.moreau@acme.test",
    name: "ines-laptop",
    os: "Windows 11 26H2",
    claude: "2.1.329",
    protection: "user-level",
  },
  { email: "priya.nair@acme.test", name: "priya-laptop", os: "macOS 26.0", claude: "2.1.330", protection: "enforced" },
  {
    email: "jonas.weber@acme.test",
    name: "jonas-laptop",
    os: "Ubuntu 26.04",
    claude: "2.1.330",
    protection: "enforced",
  },
] as const;

/** Machines signed in as `steward login` does it: a code, an approval by their person, two pairs of tokens. */
export async function seedDevices(acme: Acme): Promise<void> {
  for (const machine of MACHINES) {
    const person = acme.people.get(machine.email);
    if (!person) continue;
    const request: RequestInfo = { id: newId(), ip: "127.0.0.1", userAgent: "steward/0.1.0" };
    const clients = [{ name: "Claude Code", version: machine.claude }];
    const { deviceCode, userCode } = await startAuthorization(request, {
      surface: "steward_cli",
      deviceName: machine.name,
      hostname: machine.name,
      os: machine.os,
      clientVersion: "0.1.0",
      clients,
    });
    await approveDevice(seedActor(person), { userCode });
    const signedIn = await exchangeCode(request, { deviceCode });
    if (!("pair" in signedIn)) throw new Error(`The demo machine ${machine.name} was not signed in.`);
    const identity = await identifyBearer(hashToken(signedIn.pair.accessToken));
    if (!identity) continue;
    const { checksum } = await managedSettings(identity, signedIn.pair.accessToken);
    await acknowledgeSettings(identity, { checksum, protection: machine.protection, clients });
  }
}
