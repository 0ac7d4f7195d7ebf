/** What `npm start` says at its end. The last line is a contract: others wait for it. */

export function demoSignIns(): string {
  const people = [
    ["owner@acme.test", "owner of Acme Robotics"],
    ["manager@acme.test", "manager of its team Platform"],
    ["security@acme.test", "security"],
    ["dev@acme.test", "developer in Platform"],
    ["builder@acme.test", "builder in Research"],
    ["owner@globex.test", "owner of Globex, another company"],
    ["partner@northwind.test", "partner of Acme"],
    ["operator@steward.test", "operator of this installation"],
  ];
  const lines = people.map(([mail = "", who = ""]) => `  ${mail.padEnd(24)} ${who}`);
  return `\nDemo sign-ins, password steward-demo for all:\n${lines.join("\n")}\n`;
}

export function readyLine(url: string, gatewayUrl: string): string {
  return `The gateway for agents: ${gatewayUrl}\nSteward is ready: ${url}`;
}
