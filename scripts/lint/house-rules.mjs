/** The three laws of our own that no published ESLint plugin carries. Each says in its message what to do instead. */

const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Next.js spells routes with brackets, parentheses, `@` and `_`: those names are the framework's, not ours. */
const ROUTE_SEGMENT =
  /^(?:\(\.*[a-z0-9-]*\))?(?:\[{1,2}(?:\.\.\.)?[a-zA-Z]+\]{1,2}|\([a-z0-9-]+\)|@[a-z-]+|_[a-z-]+|[a-z0-9-]*)$/;
/** What may stand between a name and its extension: `x.db.test.ts`, `x.config.mjs`. */
const SUFFIX = /(?:\.(?:db|client|process|test|test-d|spec|config|d))*\.[cm]?[jt]sx?$/;

const kebabCaseFiles = {
  meta: {
    type: "suggestion",
    schema: [],
    messages: {
      name: "Name files and folders in kebab-case: '{{part}}' is not (a newcomer guesses names before looking).",
    },
  },
  create(context) {
    return {
      Program(node) {
        const parts = context.filename.slice(context.cwd.length + 1).split("/");
        const file = parts.pop() ?? "";
        const bad = parts.find((part) => !part.startsWith(".") && !KEBAB.test(part) && !ROUTE_SEGMENT.test(part));
        if (bad) context.report({ node, messageId: "name", data: { part: bad } });
        const base = file.replace(SUFFIX, "").replace(/^\./, "");
        if (!KEBAB.test(base)) context.report({ node, messageId: "name", data: { part: file } });
      },
    };
  },
};

const explainedDisables = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      reason: "A disabled rule needs its reason: `// eslint-disable-next-line RULE -- why it is right here`.",
    },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const directive = /^\s*eslint-disable(?:-next-line|-line)?\b(.*)$/s.exec(comment.value);
          const [, reason = ""] = directive?.[1].split(/\s-{2,}\s/) ?? [];
          if (directive && reason.trim().length < 10) context.report({ loc: comment.loc, messageId: "reason" });
        }
      },
    };
  },
};

const DOCUMENTED = new Set(["command", "query", "recordedQuery", "publicCommand", "systemCommand", "systemQuery"]);

const documentedVerbs = {
  meta: {
    type: "suggestion",
    schema: [],
    messages: {
      doc: "Give '{{name}}' a docstring: what it means for the product, and what would surprise its caller.",
    },
  },
  create(context) {
    return {
      "ExportNamedDeclaration > VariableDeclaration > VariableDeclarator"(node) {
        const call = node.init;
        if (call?.type !== "CallExpression" || !DOCUMENTED.has(call.callee.name)) return;
        const before = context.sourceCode.getCommentsBefore(node.parent.parent).at(-1);
        if (before?.type === "Block" && before.value.startsWith("*")) return;
        context.report({ node, messageId: "doc", data: { name: node.id.name } });
      },
    };
  },
};

export const houseRules = {
  rules: {
    "kebab-case-files": kebabCaseFiles,
    "explained-disables": explainedDisables,
    "documented-verbs": documentedVerbs,
  },
};
