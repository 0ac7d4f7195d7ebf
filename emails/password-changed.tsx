import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Line } from "./parts/line";
import { Sheet } from "./parts/sheet";

type Props = {
  fullName: string;
  changedAt: string;
  device: string | null;
  ipAddress: string | null;
  securityUrl: string;
};

/** Tells a person that the password of the account was changed, so that a stranger cannot do it unnoticed. */
export default function PasswordChanged({ fullName, changedAt, device, ipAddress, securityUrl }: Props) {
  return (
    <Sheet
      preview="Your Steward password was changed."
      title="Your password was changed"
      reason="You get this mail whenever the password of your account changes. It cannot be switched off."
    >
      <Line>Hello {fullName},</Line>
      <Line>the password of your Steward account was changed. All other sessions were signed out.</Line>
      <Facts
        facts={[
          ["When", changedAt],
          ["Browser", device],
          ["Address", ipAddress],
        ]}
      />
      <Line>
        If this was you, there is nothing to do. If not, tell the owner of your organization at once and look at your
        sessions.
      </Line>
      <Action href={securityUrl} label="Review sessions" />
    </Sheet>
  );
}
