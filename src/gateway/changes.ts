import { forgetSettings } from "@/features/configs/server";
import { forgetCredentials } from "@/features/providers/server";
import { forgetPrices } from "@/features/prices/server";
import { onChange } from "@/server/notify";
import { forgetIdentities } from "./identity";
import { recheckLastGood } from "./settings/answer-settings";

/** Drops what this process keeps in memory as soon as the database says that it changed. Returns how to stop. */
export function watchChanges(): () => Promise<void> {
  return onChange((change) => {
    forgetIdentities(change);
    forgetCredentials(change);
    forgetPrices(change);
    forgetSettings(change);
    recheckLastGood(change);
  });
}
