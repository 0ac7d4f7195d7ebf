import { Column, Row, Section } from "react-email";

type Props = { facts: readonly (readonly [name: string, value: string | null])[] };

const CELL = { fontSize: "14px", lineHeight: "22px", padding: "3px 0", verticalAlign: "top" } as const;

/** What happened, when and where, as a short table; what is unknown is left out. */
export function Facts({ facts }: Props) {
  return (
    <Section style={{ margin: "0 0 16px" }}>
      {facts.map(([name, value]) =>
        value === null ? null : (
          <Row key={name}>
            <Column className="quiet" style={{ ...CELL, color: "#6b7280", width: "96px" }}>
              {name}
            </Column>
            <Column className="ink" style={{ ...CELL, color: "#16181d" }}>
              {value}
            </Column>
          </Row>
        ),
      )}
    </Section>
  );
}
