import { command } from "@/server/command";
import { isUniqueViolation } from "@/server/errors";
import { DeleteModelPolicyInput, UpdateModelPolicyInput } from "../schemas";
import {
  attachPolicy,
  findModelPolicy,
  keepPolicyVersion,
  policyNameTaken,
  policySnapshot,
  requireVersion,
} from "./internal/model-policy";
import { staleRule } from "./internal/tool-rule";

/**
 * Changes a model allow-list: its rules, its name, whom it binds, or whether it is on. Throws STALE when the version is
 * no longer the one the editor saw.
 */
export const updateModelPolicy = command({
  name: "policy.update",
  permission: "policy:manage",
  input: UpdateModelPolicyInput,
  async run({ db, actor, input: { policyId, version, attachment, description, name, rules, severity, isEnabled } }) {
    const before = await findModelPolicy(db, { orgId: actor.orgId, policyId });
    requireVersion(before, version);
    const data = {
      ...(name !== undefined && { name }),
      ...(rules !== undefined && { rules }),
      ...(severity !== undefined && { severity }),
      ...(isEnabled !== undefined && { isEnabled }),
      ...(description !== undefined && { description: description === "" ? null : description }),
      ...(attachment !== undefined && { appliesTo: attachment.appliesTo }),
      version: version + 1,
    };
    try {
      const { count } = await db.policy.updateMany({ where: { id: policyId, version }, data });
      if (count === 0) throw staleRule();
    } catch (error) {
      if (isUniqueViolation(error)) throw policyNameTaken(error);
      throw error;
    }
    if (attachment !== undefined) await attachPolicy(db, policyId, attachment);
    const policy = await findModelPolicy(db, { orgId: actor.orgId, policyId });
    await keepPolicyVersion(db, policy, { by: actor.employeeId });
    return {
      result: policy,
      audit: {
        targetType: "policy",
        targetId: policyId,
        before: policySnapshot(before),
        after: policySnapshot(policy),
      },
    };
  },
});

/** Removes a model allow-list; its versions stay. Throws STALE like a change. */
export const deleteModelPolicy = command({
  name: "policy.delete",
  permission: "policy:manage",
  input: DeleteModelPolicyInput,
  async run({ db, actor, input: { policyId, version } }) {
    const policy = await findModelPolicy(db, { orgId: actor.orgId, policyId });
    requireVersion(policy, version);
    await keepPolicyVersion(db, { ...policy, version: version + 1 }, { by: actor.employeeId, isDeleted: true });
    const { count } = await db.policy.deleteMany({ where: { id: policyId, version } });
    if (count === 0) throw staleRule();
    return {
      result: { id: policyId },
      audit: { targetType: "policy", targetId: policyId, before: policySnapshot(policy) },
    };
  },
});
