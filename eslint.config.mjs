import next from "eslint-config-next/core-web-vitals";
import typescript from "eslint-config-next/typescript";

const CODE = ["**/*.{ts,tsx,mts,cts,js,mjs,cjs}"];
const TYPED = ["**/*.{ts,tsx,mts,cts}"];
/** Those that tsconfig.json includes. */
const TYPE_CHECKED = ["{lib,app,components,e2e}/**/*.{ts,tsx}"];
const TESTS = ["**/*.test.{ts,tsx}", "**/*.bench.ts", "**/*.fixture.ts", "e2e/**", "lib/testing/**"];
/** Tables, schemas and other declarations that a reader scans and does not follow. */
const DECLARATIVE = ["lib/contracts/**", "**/*-schema.ts", "*.config.*", ".dependency-cruiser.cjs"];
/** Time and chance are arguments here. */
const PURE = [
  "lib/domain/**",
  "lib/contracts/**",
  "lib/pipeline/{aggregate,detect,predict,present}/**",
  "lib/pipeline/ingest/{mapping,admission}/**",
];
/** Files whose default export a tool asks for. */
const DEFAULT_EXPORTED = [
  "app/**/{page,layout,template,loading,error,global-error,not-found,default}.tsx",
  "app/**/{manifest,robots,sitemap}.ts",
  "app/**/{icon,apple-icon,opengraph-image}.tsx",
  "*.config.{js,mjs,mts,ts}",
  "lib/testing/global-setup.ts",
  "e2e/global-setup.ts",
];

const MAX_FILE_LINES = 300;
const MAX_FUNCTION_LINES = 60;
const MAX_COMPONENT_LINES = 100;

const NO_BARRELS = [
  { selector: "ExportAllDeclaration", message: "No barrels: import from the file that has it." },
];
const NO_DEFAULT_EXPORT = [
  {
    selector: "ExportDefaultDeclaration, ExportSpecifier[exported.name='default']",
    message: "Named exports only: a file is called what it exports.",
  },
];
const NO_AMBIENT_CLOCK = [
  [
    "MemberExpression[object.name='Date'][property.name='now'], NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date']",
    "time",
  ],
  ["MemberExpression[object.name='performance'][property.name='now']", "time"],
  ["MemberExpression[object.name='process'][property.name=/^(hrtime|uptime)$/]", "time"],
  ["MemberExpression[object.name='Math'][property.name='random']", "chance"],
  [
    "CallExpression[callee.name=/^random(UUID|Bytes|Int)$/], MemberExpression[property.name=/^(randomUUID|getRandomValues)$/]",
    "chance",
  ],
].map(([selector, what]) => ({ selector, message: `Pure code: ${what} is an argument.` }));
const NO_IDLE_TESTS = [
  {
    selector: "MemberExpression[object.name=/^(test|it|describe|suite)$/][property.name=/^(only|todo)$/]",
    message: "Every test runs.",
  },
  {
    selector: "MemberExpression > MemberExpression.object[property.name='only']",
    message: "Every test runs.",
  },
  {
    selector: "CallExpression[callee.property.name='skip'][arguments.0.type=/^(Literal|TemplateLiteral)$/]",
    message: "Every test runs, or says in which place it cannot (test.skip(condition, reason)).",
  },
  {
    selector: "MemberExpression[object.object.name=/^(test|it|describe)$/][object.property.name='skip']",
    message: "Every test runs.",
  },
];
const everywhere = [...NO_BARRELS, ...NO_DEFAULT_EXPORT];
const restrict = (...groups) => ({ "no-restricted-syntax": ["error", ...groups.flat()] });

const config = [
  {
    ignores: [
      "**/node_modules/**",
      "**/.next*/**",
      "dist/**",
      ".data/**",
      ".test/**",
      "lib/db/generated/**",
      "next-env.d.ts",
      "playwright-report/**",
      "test-results/**",
    ],
  },
  ...next,
  ...typescript,
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: CODE,
    rules: {
      ...restrict(everywhere),
      "import/no-anonymous-default-export": "off",
      eqeqeq: ["error", "always"],
      "max-lines": ["error", { max: MAX_FILE_LINES, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": [
        "error",
        { max: MAX_FUNCTION_LINES, skipBlankLines: true, skipComments: true, IIFEs: true },
      ],
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "^\\.\\./", message: "Relative imports stay inside one folder: use @/." }] },
      ],
    },
  },
  {
    files: TYPED,
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true, argsIgnorePattern: "^_" }],
    },
  },
  {
    files: TYPE_CHECKED,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { "@typescript-eslint/no-floating-promises": "error" },
  },
  {
    files: ["**/*.tsx"],
    rules: {
      "max-lines-per-function": [
        "error",
        { max: MAX_COMPONENT_LINES, skipBlankLines: true, skipComments: true, IIFEs: true },
      ],
    },
  },
  { files: ["scripts/**"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["lib/**"],
    ignores: ["lib/simulate/**", "**/*-cli.ts", ...TESTS],
    rules: { "no-console": "error" },
  },
  { files: PURE, ignores: TESTS, rules: restrict(everywhere, NO_AMBIENT_CLOCK) },
  { files: DEFAULT_EXPORTED, rules: restrict(NO_BARRELS) },
  {
    files: TESTS,
    rules: { ...restrict(everywhere, NO_IDLE_TESTS), "max-lines": "off", "max-lines-per-function": "off" },
  },
  { files: DECLARATIVE, rules: { "max-lines": "off" } },
  {
    files: ["lib/testing/global-setup.ts", "e2e/global-setup.ts"],
    rules: restrict(NO_BARRELS, NO_IDLE_TESTS),
  },
  // Playwright fixtures hand themselves over by a function called `use`.
  { files: ["e2e/**"], rules: { "react-hooks/rules-of-hooks": "off" } },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
];
export default config;
