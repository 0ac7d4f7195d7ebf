import { command } from "@/server/command";
import { CreateCredentialInput } from "../schemas";
import { writeCredential } from "./internal/write-credential";

/** The company's own key for a provider, in place of the one before. Nobody can read it again: only its last four characters. */
export const createCompanyCredential = command({
  name: "credential.create",
  permission: "provider:manage",
  input: CreateCredentialInput,
  async run({ db, actor, input, now }) {
    const credential = await writeCredential(db, { orgId: actor.orgId, employeeId: null, ...input, now });
    return { result: credential, audit: { targetType: "credential", targetId: credential.id, after: credential } };
  },
});
