import type { StandInMail } from "@/server/stand-in-mails";

const STYLE = `
  :root { color-scheme: light dark; --ink: #16181d; --quiet: #6b7280; --sheet: #fff; --page: #f5f6f7; --rule: #e4e6ea; }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #f2f3f5; --quiet: #9ba1ab; --sheet: #18191c; --page: #101113; --rule: #2a2c31; }
  }
  body { background: var(--page); color: var(--ink); font: 15px/24px -apple-system, "Segoe UI", Roboto, sans-serif; margin: 0; }
  main { margin: 0 auto; max-width: 720px; padding: 32px 16px 64px; }
  h1 { font-size: 22px; font-weight: 600; margin: 0 0 4px; }
  p, .meta { color: var(--quiet); font-size: 13px; margin: 0; }
  details { background: var(--sheet); border: 1px solid var(--rule); border-radius: 12px; margin-top: 12px; overflow: hidden; }
  summary { cursor: pointer; list-style: none; padding: 14px 18px; }
  summary:focus-visible { outline: 2px solid currentColor; outline-offset: -2px; }
  h2 { font-size: 15px; font-weight: 600; margin: 0; }
  iframe { border: 0; border-top: 1px solid var(--rule); display: block; height: 620px; width: 100%; }
  pre { border-top: 1px solid var(--rule); font: 13px/20px ui-monospace, monospace; margin: 0; overflow-wrap: anywhere; padding: 16px 18px; white-space: pre-wrap; }
`;

function escaped(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** The mail in a frame that runs nothing; its links open in place of the outbox, as a mail program would follow them. */
function frame(html: string): string {
  const content = html.replace(/<head[^>]*>/, '$&<base target="_top">');
  return `<iframe title="The mail" sandbox="allow-top-navigation-by-user-activation" srcdoc="${escaped(content)}"></iframe>`;
}

function sheet(mail: StandInMail, isOpen: boolean): string {
  const when = `${mail.created_at.slice(0, 16).replace("T", " ")} UTC`;
  return `<details${isOpen ? " open" : ""}>
    <summary><h2>${escaped(mail.subject)}</h2><span class="meta">to ${escaped(mail.to.join(", "))} · ${escaped(when)}</span></summary>
    ${mail.html ? frame(mail.html) : ""}
    <pre>${escaped(mail.text ?? "")}</pre>
  </details>`;
}

/** The outbox as one page without scripts. */
export function outboxPage(mails: readonly StandInMail[]): string {
  const list = mails.map((mail, index) => sheet(mail, index === 0)).join("\n");
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Outbox · Steward</title><style>${STYLE}</style></head>
<body><main>
  <h1>Outbox</h1>
  <p>No mail service is set up, so nothing is sent: these mails stay on this machine. Set RESEND_API_KEY to send them.</p>
  ${list || '<p style="margin-top:24px">No mail yet. Sign somebody up, and the confirmation appears here.</p>'}
</main></body>
</html>`;
}
