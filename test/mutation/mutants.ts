import ts from 'typescript'

/** One change to one file, after which some test ought to fail. */
export interface Mutant {
  line: number
  /** The text that was there, and what stands in its place. */
  was: string
  becomes: string
  source: string
}

const SWAPPED: Partial<Record<ts.SyntaxKind, readonly string[]>> = {
  [ts.SyntaxKind.LessThanToken]: ['<=', '>='],
  [ts.SyntaxKind.LessThanEqualsToken]: ['<', '>'],
  [ts.SyntaxKind.GreaterThanToken]: ['>=', '<='],
  [ts.SyntaxKind.GreaterThanEqualsToken]: ['>', '<'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: ['!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: ['==='],
  [ts.SyntaxKind.AmpersandAmpersandToken]: ['||'],
  [ts.SyntaxKind.BarBarToken]: ['&&'],
  [ts.SyntaxKind.PlusToken]: ['-'],
  [ts.SyntaxKind.MinusToken]: ['+'],
  [ts.SyntaxKind.AsteriskToken]: ['/'],
  [ts.SyntaxKind.AsteriskAsteriskToken]: ['*'],
  [ts.SyntaxKind.PlusEqualsToken]: ['-='],
}

const METHODS: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  max: 'min',
  min: 'max',
  toLowerCase: 'toUpperCase',
  find: 'findLast',
  findLast: 'find',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
}

/** Calls whose result can stand in for their receiver, so that leaving the call out still gives a value of the kind. */
const LEFT_OUT = ['filter', 'trim', 'sort', 'toSorted', 'slice', 'toWellFormed', 'replace', 'replaceAll', 'reverse']

type Replace = (node: ts.Node, becomes: string) => void

/** Every mutant of a TypeScript file; types, imports and words that only people read are left alone. */
export function mutantsOf(text: string): Mutant[] {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true)
  const mutants: Mutant[] = []
  const replace: Replace = (node, becomes) => {
    const [from, to] = [node.getStart(file), node.getEnd()]
    const was = text.slice(from, to)
    if (was === becomes) return
    const line = file.getLineAndCharacterOfPosition(from).line + 1
    mutants.push({ line, was, becomes, source: text.slice(0, from) + becomes + text.slice(to) })
  }
  visit(file)
  return mutants

  function visit(node: ts.Node): void {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isImportDeclaration(node)) return
    if (isForPeople(node)) return
    expressions(node, replace)
    statements(node, replace)
    ts.forEachChild(node, visit)
  }
}

/** Complaints about a pack and error texts: their tests look for what matters in them. */
function isForPeople(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return ts.isThrowStatement(node)
  return ['complain', 'refuse', 'fail', 'problem'].includes(node.expression.text)
}

function expressions(node: ts.Node, replace: Replace): void {
  if (ts.isBinaryExpression(node)) {
    for (const token of SWAPPED[node.operatorToken.kind] ?? []) replace(node.operatorToken, token)
    if (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) replace(node, node.left.getText())
    if ([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken].includes(node.operatorToken.kind)) {
      replace(node, node.left.getText())
      replace(node, node.right.getText())
    }
  }
  if (ts.isConditionalExpression(node)) for (const settled of ['true', 'false']) replace(node.condition, settled)
  if (ts.isPrefixUnaryExpression(node)) {
    if (node.operator === ts.SyntaxKind.ExclamationToken) replace(node, node.operand.getText())
    if (node.operator === ts.SyntaxKind.MinusToken) replace(node, node.operand.getText())
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) replace(node, 'false')
  if (node.kind === ts.SyntaxKind.FalseKeyword) replace(node, 'true')
  if (ts.isNumericLiteral(node)) replace(node, String(Number(node.text) + 1))
  if (ts.isStringLiteral(node) && !isName(node)) replace(node, node.text === '' ? "'mutant'" : "''")
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) replace(node, '[]')
  if (ts.isCallExpression(node)) calls(node, replace)
}

/** A member's name between quotes names what types already hold fast. */
const isName = ({ parent }: ts.StringLiteral): boolean => ts.isPropertyAssignment(parent) && ts.isStringLiteral(parent.name)

function calls(call: ts.CallExpression, replace: Replace): void {
  if (!ts.isPropertyAccessExpression(call.expression)) return
  const { name, expression } = call.expression
  const other = METHODS[name.text]
  if (other !== undefined) replace(name, other)
  if (LEFT_OUT.includes(name.text)) replace(call, expression.getText())
}

function statements(node: ts.Node, replace: Replace): void {
  if (ts.isIfStatement(node)) for (const settled of ['true', 'false']) replace(node.expression, settled)
  if (ts.isExpressionStatement(node)) replace(node, ';')
  if (ts.isReturnStatement(node) && node.expression?.kind === ts.SyntaxKind.NullKeyword) return
  if (ts.isBlock(node) && ts.isFunctionLike(node.parent) && node.statements.length > 0) replace(node, '{ return undefined as never }')
}
