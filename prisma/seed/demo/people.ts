import { addEmployee } from "@/features/accounts/server";
import { createOrganization } from "@/features/organizations/server";
import { createTeam, setTeamManager } from "@/features/teams/server";
import { type SeededPerson, seedActor } from "../seed-actor";

/** For every account of the demo; printed at start and worthless anywhere else, since the demo exists on loopback only. */
export const DEMO_PASSWORD = "steward-demo";

type NewPerson = { email: string; fullName: string; roleKey: string; team?: string };

const ACME_TEAMS = [
  { name: "Platform", description: "Builds and runs the robots' fleet software" },
  { name: "Infrastructure", description: "Clusters, networks, deployments", above: "Platform" },
  { name: "Research", description: "Motion planning and perception" },
  { name: "Product", description: "What customers see and touch" },
  { name: "Data", description: "Telemetry, warehouse, reports" },
] as const;

const ACME_PEOPLE: readonly NewPerson[] = [
  { email: "security@acme.test", fullName: "Sana Okafor", roleKey: "security" },
  { email: "manager@acme.test", fullName: "Mika Lindgren", roleKey: "manager", team: "Platform" },
  { email: "dev@acme.test", fullName: "Dana Reyes", roleKey: "developer", team: "Platform" },
  { email: "builder@acme.test", fullName: "Bo Tanaka", roleKey: "builder", team: "Research" },
  { email: "ines.moreau@acme.test", fullName: "Inès Moreau", roleKey: "developer", team: "Platform" },
  { email: "tom.achterberg@acme.test", fullName: "Tom Achterberg", roleKey: "developer", team: "Infrastructure" },
  { email: "priya.nair@acme.test", fullName: "Priya Nair", roleKey: "developer", team: "Infrastructure" },
  { email: "jonas.weber@acme.test", fullName: "Jonas Weber", roleKey: "developer", team: "Research" },
  { email: "leila.haddad@acme.test", fullName: "Leila Haddad", roleKey: "developer", team: "Research" },
  { email: "marek.nowak@acme.test", fullName: "Marek Nowak", roleKey: "developer", team: "Product" },
  { email: "chloe.baker@acme.test", fullName: "Chloe Baker", roleKey: "developer", team: "Product" },
  { email: "aiko.sato@acme.test", fullName: "Aiko Sato", roleKey: "developer", team: "Data" },
  { email: "diego.fuentes@acme.test", fullName: "Diego Fuentes", roleKey: "developer", team: "Data" },
  { email: "nora.lund@acme.test", fullName: "Nora Lund", roleKey: "manager", team: "Product" },
  { email: "finance@acme.test", fullName: "Femi Adeyemi", roleKey: "viewer" },
];

export type Acme = {
  slug: string;
  orgId: string;
  owner: SeededPerson;
  people: ReadonlyMap<string, SeededPerson>;
  teams: ReadonlyMap<string, string>;
};

async function hire(orgSlug: string, person: NewPerson, teams: ReadonlyMap<string, string>): Promise<SeededPerson> {
  const teamId = person.team === undefined ? undefined : teams.get(person.team);
  const { email, fullName, roleKey } = person;
  const hired = await addEmployee({
    orgSlug,
    email,
    fullName,
    roleKey,
    password: DEMO_PASSWORD,
    ...(teamId !== undefined && { teamId }),
  });
  return { ...hired, roleKey };
}

const nobody: ReadonlyMap<string, string> = new Map();

/** The partner whose tenant Acme is, and Globex, the stranger of every isolation test. */
export async function seedOtherCompanies(): Promise<void> {
  await createOrganization({ name: "Northwind Partners", slug: "northwind", type: "PARTNER", plan: "enterprise" });
  const partner = { email: "partner@northwind.test", fullName: "Paula Northwind", roleKey: "partner_admin" };
  await hire("northwind", partner, nobody);
  await createOrganization({ name: "Globex", slug: "globex", plan: "starter" });
  await hire("globex", { email: "owner@globex.test", fullName: "Gil Globex", roleKey: "owner" }, nobody);
}

export async function seedOperator(): Promise<void> {
  await hire("steward", { email: "operator@steward.test", fullName: "Olive Operator", roleKey: "app_admin" }, nobody);
}

/** Acme Robotics with its teams, the people in them and those who manage them. */
export async function seedAcmePeople(): Promise<Acme> {
  const { id: orgId, slug } = await createOrganization({
    name: "Acme Robotics",
    slug: "acme",
    plan: "pro",
    parentSlug: "northwind",
  });
  const owner = await hire(slug, { email: "owner@acme.test", fullName: "Ola Acme", roleKey: "owner" }, nobody);
  const boss = seedActor(owner);
  const teams = new Map<string, string>();
  for (const { name, description, ...rest } of ACME_TEAMS) {
    const parentTeamId = "above" in rest ? teams.get(rest.above) : undefined;
    const team = await createTeam(boss, { name, description, ...(parentTeamId !== undefined && { parentTeamId }) });
    teams.set(name, team.id);
  }
  const people = new Map([[owner.email, owner]]);
  for (const person of ACME_PEOPLE) people.set(person.email, await hire(slug, person, teams));
  for (const person of people.values()) {
    if (person.roleKey !== "manager" || person.teamId === null) continue;
    await setTeamManager(boss, { teamId: person.teamId, employeeId: person.id, isManager: true });
  }
  return { slug, orgId, owner, people, teams };
}
