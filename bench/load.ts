import autocannon from "autocannon";

export type Target = { name: string; url: string; headers: Record<string, string> };
export type Load = { callers: number; isStream: boolean; seconds: number };
export type Measured = { perSecond: number; p50Ms: number; p99Ms: number; errors: number };

/** What Claude Code sends at a small prompt: about 48 KB, most of it tools and instructions. */
export function requestBody(isStream: boolean): string {
  const tools = Array.from({ length: 12 }, (_, at) => ({
    name: `Tool${String(at)}`,
    description: "Does what it says, and says what it does. ".repeat(55),
    input_schema: { type: "object", properties: { command: { type: "string", description: "What to run" } } },
  }));
  return JSON.stringify({
    model: "claude-opus-5-5",
    messages: [{ role: "user", content: [{ type: "text", text: "hi" }] }],
    system: [{ type: "text", text: "You are an agent working with the user toward their goals. ".repeat(300) }],
    tools,
    metadata: { user_id: '{"device_id":"0"}' },
    max_tokens: 32_000,
    stream: isStream,
  });
}

/** Sends as many calls as are answered, by so many callers who each wait for their answer. */
export async function measure(target: Target, { callers, isStream, seconds }: Load): Promise<Measured> {
  const result = await autocannon({
    url: target.url,
    method: "POST",
    headers: { "content-type": "application/json", "anthropic-version": "2023-06-01", ...target.headers },
    body: requestBody(isStream),
    connections: callers,
    duration: seconds,
    timeout: 20,
  });
  return {
    perSecond: result.requests.average,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    errors: result.errors + result.non2xx,
  };
}

/** Latency of one caller to the hundredth of a millisecond: autocannon rounds to whole ones. */
export async function measureOne(
  target: Target,
  { isStream, calls }: { isStream: boolean; calls: number },
): Promise<number[]> {
  const { Agent, request } = await import("node:http");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const body = requestBody(isStream);
  const headers = {
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    "anthropic-version": "2023-06-01",
    ...target.headers,
  };
  const call = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const began = performance.now();
      const ask = request(target.url, { method: "POST", headers, agent }, (answer) => {
        answer.resume();
        answer.once("end", () => {
          if (answer.statusCode === 200) resolve(performance.now() - began);
          else reject(new Error(`${target.name} answered ${String(answer.statusCode)}`));
        });
      });
      ask.once("error", reject);
      ask.end(body);
    });
  const times: number[] = [];
  for (let made = 0; made < calls; made += 1) times.push(await call());
  agent.destroy();
  return times.sort((left, right) => left - right);
}
