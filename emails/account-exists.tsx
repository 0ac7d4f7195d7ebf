import { Action } from "./parts/action";
import { Line } from "./parts/line";
import { Sheet } from "./parts/sheet";

type Props = { signInUrl: string };

/** Tells a person who has an account that somebody tried to sign up with the address; the form itself told nobody. */
export default function AccountExists({ signInUrl }: Props) {
  return (
    <Sheet
      preview="You have a Steward account already."
      title="You have an account already"
      reason="You get this mail because somebody tried to sign up for Steward with this address. If it was not you, ignore it: nothing changed."
    >
      <Line>Somebody just tried to sign up with this address, but it has an account already.</Line>
      <Line>
        If it was you, sign in instead. The form said nothing about it, so that nobody can find out who uses Steward.
      </Line>
      <Action href={signInUrl} label="Sign in" />
    </Sheet>
  );
}
