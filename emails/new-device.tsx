import { Action } from "./parts/action";
import { Facts } from "./parts/facts";
import { Line } from "./parts/line";
import { Sheet } from "./parts/sheet";

type Props = { fullName: string; signedInAt: string; device: string; ipAddress: string | null; reviewUrl: string };

/** Tells a person that the account was used from a browser or machine it was never used from. */
export default function NewDevice({ fullName, signedInAt, device, ipAddress, reviewUrl }: Props) {
  return (
    <Sheet
      preview={`Your account was used on ${device}.`}
      title="New sign-in to your account"
      reason="You get this mail when your account is used on a machine or in a browser for the first time. It cannot be switched off."
    >
      <Line>Hello {fullName},</Line>
      <Line>somebody signed in to your Steward account from where it was not used before.</Line>
      <Facts
        facts={[
          ["When", signedInAt],
          ["Device", device],
          ["Address", ipAddress],
        ]}
      />
      <Line>If this was you, there is nothing to do. If not, end that session and change your password.</Line>
      <Action href={reviewUrl} label="Review sign-ins" />
    </Sheet>
  );
}
