import next from "eslint-config-next/core-web-vitals";
import tseslint from "typescript-eslint";
import { houseRules } from "./scripts/lint/house-rules.mjs";

const TESTS = ["**/*.test.ts", "**/*.test.tsx", "**/*.test-d.ts", "**/*.spec.ts", "tests/**", "e2e/**", "src/test/**"];
const SCRIPTS = ["*.{js,mjs,cjs,ts}", ".*.cjs", "scripts/**", "bench/**", "prisma/**"];

/** A rule is an error or it is not a rule: what a preset only warns about is an error here. */
const asErrors = (configs) =>
  configs.map((config) => {
    const rules = Object.entries(config.rules ?? {}).map(([name, setting]) => {
      const [level, ...options] = Array.isArray(setting) ? setting : [setting];
      return [name, level === "warn" || level === 1 ? ["error", ...options] : setting];
    });
    return config.rules ? { ...config, rules: Object.fromEntries(rules) } : config;
  });

const ENV = {
  object: "process",
  property: "env",
  message: "Only src/env.ts reads the environment: add the variable there, validated and described in .env.example.",
};
const MOCKS = ["mock", "doMock"].map((property) => ({
  object: "vi",
  property,
  message: "No module mocks: pass the collaborator in, or run against the real thing or an emulator.",
}));
const RAW_SQL = ["$queryRawUnsafe", "$executeRawUnsafe"].map((property) => ({
  property,
  message: "Use the tagged `$queryRaw`/`$executeRaw`: they parameterize. Exceptions are listed in eslint.config.mjs.",
}));
const NO_STAR = {
  selector: "ExportAllDeclaration",
  message: "Name what is exported: widening a door must be a visible line in review.",
};
const NO_DEFAULT = {
  selector: "ExportDefaultDeclaration, ExportSpecifier[exported.name='default']",
  message:
    "Named exports only: a thing has one name everywhere. Frameworks that demand a default are listed in eslint.config.mjs.",
};

export default tseslint.config(
  {
    ignores: [
      "node_modules/",
      ".next/",
      "dist/",
      ".cache/",
      ".steward/",
      "src/generated/",
      "next-env.d.ts",
      "public/",
      "test-results/",
      "playwright-report/",
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  asErrors(next),
  asErrors(tseslint.configs.strictTypeChecked),
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house: houseRules },
    rules: {
      "house/kebab-case-files": "error",
      "house/explained-disables": "error",
      "house/documented-verbs": "error",
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 3],
      "no-console": "error",
      "no-restricted-properties": ["error", ENV, ...MOCKS, ...RAW_SQL],
      "no-restricted-syntax": ["error", NO_STAR, NO_DEFAULT],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "import/no-anonymous-default-export": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      // A port's method is `async` so that what it throws is a rejection, also where this adapter has nothing to await.
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    files: ["src/app/**", "emails/**", "*.config.*", "emulators/**/*.config.*"],
    rules: { "no-restricted-syntax": ["error", NO_STAR] },
  },
  // NEXT_RUNTIME is no setting: the compiler replaces it, and needs to see it written out.
  {
    files: ["src/env.ts", "src/instrumentation.ts"],
    rules: { "no-restricted-properties": ["error", ...MOCKS, ...RAW_SQL] },
  },
  {
    files: ["cli/**", "emulators/**"],
    rules: { "no-console": "off", "no-restricted-properties": ["error", ...MOCKS, ...RAW_SQL] },
  },
  {
    files: SCRIPTS,
    rules: {
      "no-console": "off",
      "no-restricted-properties": ["error", ...MOCKS],
    },
  },
  {
    files: TESTS,
    rules: {
      "house/documented-verbs": "off",
      "max-lines": ["error", 500],
      "house/documented-verbs": "off",
      "max-lines-per-function": "off",
      "no-restricted-properties": ["error", ...MOCKS],
      // Playwright's fixtures are handed on by a function that is called `use`, and are no React hooks.
      "react-hooks/rules-of-hooks": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
    },
  },
  { files: ["**/*.{js,mjs,cjs}"], ...tseslint.configs.disableTypeChecked },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
);
