import { Action } from "./parts/action";
import { Line } from "./parts/line";
import { Sheet } from "./parts/sheet";

type Props = { fullName: string; verifyUrl: string; expiresInHours: number };

/** Asks a new person to prove that the address is theirs. */
export default function VerifyEmail({ fullName, verifyUrl, expiresInHours }: Props) {
  return (
    <Sheet
      preview="Confirm your e-mail address to finish signing up."
      title="Confirm your e-mail address"
      reason="You get this mail because somebody signed up for Steward with this address. If it was not you, ignore it: nothing happens without the link."
    >
      <Line>Hello {fullName},</Line>
      <Line>
        one step is left: confirm that this address is yours. The link works once, for {expiresInHours} hours.
      </Line>
      <Action href={verifyUrl} label="Confirm address" />
    </Sheet>
  );
}
