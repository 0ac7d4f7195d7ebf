import { Agent, request } from "node:http";
import type { Stage } from "./stage";

type Asked = { status: number; etag: string | undefined; ms: number };

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function ask(url: string, headers: Record<string, string>): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const sent = request(url, { headers, agent }, (answer) => {
      answer.resume();
      answer.once("end", () => {
        resolve({ status: answer.statusCode ?? 0, etag: answer.headers.etag, ms: performance.now() - began });
      });
    });
    sent.once("error", reject);
    sent.end();
  });
}

async function p50Of(url: string, headers: Record<string, string>): Promise<number> {
  const times: number[] = [];
  for (let made = 0; made < 400; made += 1) times.push((await ask(url, headers)).ms);
  return times.slice(100).sort((left, right) => left - right)[150] ?? 0;
}

/** The settings that have not changed (304), against the emptiest answer that the same server gives. */
export async function measureSettings(stage: Stage): Promise<{ unchangedMs: number; emptyMs: number; status: number }> {
  const origin = new URL(stage.steward.url).origin;
  const url = `${origin}/managed/settings`;
  const first = await ask(url, stage.steward.headers);
  const headers = { ...stage.steward.headers, "if-none-match": first.etag ?? "" };
  const { status } = await ask(url, headers);
  return { unchangedMs: await p50Of(url, headers), emptyMs: await p50Of(`${origin}/api/hello`, {}), status };
}
