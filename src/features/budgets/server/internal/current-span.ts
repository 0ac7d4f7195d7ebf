const parts = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = parts.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" },
  });
  parts.set(timeZone, made);
  return made;
}

/** What a clock on the wall there shows, read as if it were UTC. */
function wallClock(at: Date, timeZone: string): number {
  const read = Object.fromEntries(
    formatter(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The instant at which a wall clock there shows that. Twice, because the first guess may lie across a clock change. */
function instantOf(wall: number, timeZone: string): Date {
  let at = wall;
  for (let round = 0; round < 2; round += 1) at += wall - wallClock(new Date(at), timeZone);
  return new Date(at);
}

/** The calendar day or month in a time zone, as `budget_span` in the database counts it. */
export function currentSpan(
  at: Date,
  { period, timeZone }: { period: string; timeZone: string },
): { starts: Date; ends: Date } {
  const wall = new Date(wallClock(at, timeZone));
  const [year, month, day] = [wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()];
  const isDay = period === "DAY";
  return {
    starts: instantOf(Date.UTC(year, month, isDay ? day : 1), timeZone),
    ends: instantOf(isDay ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1, 1), timeZone),
  };
}
