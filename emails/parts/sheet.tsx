import { Body, Container, Head, Heading, Hr, Html, Preview, Section, Text } from "react-email";
import type { ReactNode } from "react";

const FONT = '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';

/** Mail programs that honour the reader's dark mode read these; the others show the light sheet. */
const DARK = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .page { background-color: #101113 !important; }
    .sheet { background-color: #18191c !important; border-color: #2a2c31 !important; }
    .ink { color: #f2f3f5 !important; }
    .quiet { color: #9ba1ab !important; }
    .rule { border-color: #2a2c31 !important; }
    .action { background-color: #f2f3f5 !important; color: #101113 !important; }
  }
`;

type Props = {
  /** What the list of mails shows beside the subject. */
  preview: string;
  title: string;
  /** Why this mail came, in one sentence; the last thing on the sheet. */
  reason: string;
  children: ReactNode;
};

/** The one sheet all mails are written on: a title, a few short lines, at most one action, and why it came. */
export function Sheet({ preview, title, reason, children }: Props) {
  return (
    <Html lang="en">
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{DARK}</style>
      </Head>
      <Preview>{preview}</Preview>
      <Body className="page" style={{ backgroundColor: "#f5f6f7", fontFamily: FONT, margin: 0, padding: "32px 12px" }}>
        <Container
          className="sheet"
          style={{
            backgroundColor: "#ffffff",
            border: "1px solid #e4e6ea",
            borderRadius: "12px",
            maxWidth: "480px",
            padding: "32px",
          }}
        >
          <Text className="ink" style={{ color: "#16181d", fontSize: "15px", fontWeight: 600, margin: "0 0 24px" }}>
            Steward
          </Text>
          <Heading
            as="h1"
            className="ink"
            style={{ color: "#16181d", fontSize: "22px", fontWeight: 600, lineHeight: "28px", margin: "0 0 12px" }}
          >
            {title}
          </Heading>
          <Section>{children}</Section>
          <Hr className="rule" style={{ borderColor: "#e4e6ea", margin: "28px 0 16px" }} />
          <Text className="quiet" style={{ color: "#6b7280", fontSize: "13px", lineHeight: "20px", margin: 0 }}>
            {reason}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}
