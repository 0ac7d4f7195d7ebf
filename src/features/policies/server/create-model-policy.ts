import { newId } from "@/lib/ids";
import { command } from "@/server/command";
import { isUniqueViolation } from "@/server/errors";
import { CreateModelPolicyInput } from "../schemas";
import {
  MODEL_ALLOWLIST,
  attachPolicy,
  findModelPolicy,
  keepPolicyVersion,
  policyNameTaken,
  policySnapshot,
} from "./internal/model-policy";

/**
 * A new list of models that may, or may not, be used. Saved without an attachment it is a draft and binds nobody. The
 * gateway refuses what it refuses; Claude Code also gets it as its own list of models. Throws CONFLICT for a name taken
 * and NOT_FOUND for an attachment that does not exist.
 */
export const createModelPolicy = command({
  name: "policy.create",
  permission: "policy:manage",
  input: CreateModelPolicyInput,
  async run({ db, actor, input: { attachment, description, ...input } }) {
    const policyId = newId();
    try {
      await db.policy.create({
        data: {
          id: policyId,
          type: MODEL_ALLOWLIST,
          ...input,
          description: description === "" ? null : description,
          appliesTo: attachment.appliesTo,
        },
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw policyNameTaken(error);
      throw error;
    }
    await attachPolicy(db, policyId, attachment);
    const policy = await findModelPolicy(db, { orgId: actor.orgId, policyId });
    await keepPolicyVersion(db, policy, { by: actor.employeeId });
    return { result: policy, audit: { targetType: "policy", targetId: policyId, after: policySnapshot(policy) } };
  },
});
