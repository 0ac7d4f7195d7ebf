import { checkAccounts } from "@/features/budgets/server";
import { log } from "@/server/log";

export type Readiness = {
  /** Rules can be read, so actions can be decided. */
  decide: boolean;
  /** Budgets can be read, so calls can be made. */
  spend: boolean;
  /** The log can be written. */
  log: boolean;
};

const PATIENCE_MS = 2_000;

/** What works right now; what cannot be found out in two seconds does not. */
export async function readiness(): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error("the database did not answer"));
    }, PATIENCE_MS);
  });
  try {
    return { decide: true, ...(await Promise.race([checkAccounts(), tooLate])) };
  } catch (error) {
    log().warn({ err: error }, "not ready");
    return { decide: false, spend: false, log: false };
  } finally {
    clearTimeout(timer);
  }
}
