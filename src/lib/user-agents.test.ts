import { expect, test } from "vitest";
import { describeUserAgent } from "./user-agents";

test.each([
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Chrome on macOS",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"],
  ["claude-cli/2.1.330 (external, cli)", "claude-cli 2.1.330"],
  ["steward/0.1.0 (linux; node 24.21.0)", "steward 0.1.0"],
  ["", "an unknown program"],
  ["<script>alert(1)</script>", "an unknown program"],
])("%s reads as %s", (userAgent, words) => {
  expect(describeUserAgent(userAgent)).toBe(words);
});
