type Package = {
  version?: string;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
export type Lockfile = { packages: Record<string, Package> };
type Missing = { name: string; version: string };

const SYSTEMS = [
  "darwin",
  "linux",
  "win32",
  "windows",
  "freebsd",
  "netbsd",
  "openbsd",
  "sunos",
  "aix",
  "android",
  "openharmony",
];
const PROCESSORS: Record<string, string> = {
  armv7: "arm",
  armeabi: "arm",
  eabi: "arm",
  gnueabihf: "arm",
  musleabihf: "arm",
  ppc64le: "ppc64",
};
const KNOWN = ["arm64", "arm", "x64", "ia32", "ppc64", "riscv64", "s390x", "loong64", "mips64el", "wasm32"];

/** The optional packages that the lockfile's packages name and that it does not hold, with the exact version they ask for. */
export function missingOptionals({ packages }: Lockfile): Missing[] {
  const held = new Set(Object.keys(packages).map((place) => place.split("node_modules/").at(-1)));
  const named = Object.values(packages).flatMap((each) => Object.entries(each.optionalDependencies ?? {}));
  const missing = new Map(named.filter(([name]) => !held.has(name)));
  return [...missing].map(([name, version]) => ({ name, version }));
}

/** Such packages say in their names where they run: `@next/swc-darwin-arm64`, `binding-linux-arm-gnueabihf`. */
function platformOf(name: string): Pick<Package, "os" | "cpu" | "libc"> {
  const words = name.split(/[/-]/);
  const system = SYSTEMS.find((each) => words.includes(each));
  const cpu = words.map((word) => PROCESSORS[word] ?? word).find((word) => KNOWN.includes(word));
  const libc = words.some((word) => word.startsWith("musl"))
    ? "musl"
    : words.some((word) => word.startsWith("gnu"))
      ? "glibc"
      : null;
  return {
    ...(system && { os: [system === "windows" ? "win32" : system] }),
    ...(cpu && { cpu: [cpu] }),
    ...(libc && system === "linux" && { libc: [libc] }),
  };
}

/** The lockfile with every optional package in it. A platform that fits downloads it; no other looks for it. */
export function completed(lockfile: Lockfile): Lockfile {
  const added = missingOptionals(lockfile).map(({ name, version }): [string, Package] => {
    const platform = platformOf(name);
    if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name}@${version} is no exact version: add it by hand.`);
    if (!platform.os && !platform.cpu) throw new Error(`${name} does not say where it runs: add it by hand.`);
    return [`node_modules/${name}`, { version, optional: true, ...platform }];
  });
  const packages = Object.entries({ ...lockfile.packages, ...Object.fromEntries(added) });
  return { ...lockfile, packages: Object.fromEntries(packages.toSorted(([a], [b]) => (a < b ? -1 : 1))) };
}
