import { parseArgs } from 'node:util'
import { Problem } from './say.mjs'

/**
 * Reads the arguments of a command. What is misspelt, empty, given twice or too much is refused: passed over in silence it
 * would do more than was asked for (a key for every company, a dry run that writes).
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} O
 * @param {readonly string[]} args
 * @param {{ usage: string, options?: O, positionals?: readonly [least: number, most: number] }} form `usage` is shown with every refusal
 * @param {Record<string, string | undefined>} [environment] where npm puts what it takes for its own
 * @returns {{ values: ReturnType<typeof parseArgs<{ options: O, strict: true, allowPositionals: true }>>['values'], positionals: string[] }}
 * @throws {Problem} with a sentence
 */
export function readArguments(args, { usage, options, positionals }, environment = process.env) {
  const refuse = (sentence) => {
    throw new Problem(`${sentence}\n${usage}`)
  }
  const names = Object.keys(options ?? {})
  // `npm run import folder --dry-run`: without ` -- ` npm keeps every flag.
  const kept = names.find((name) => environment[`npm_config_${name.replaceAll('-', '_')}`] !== undefined)
  if (kept)
    refuse(`npm took --${kept} for an option of its own: write -- before what this command is to get.`)
  const given = parse([...args], options ?? {}, refuse)
  const flags = given.tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []))
  const twice = flags.find((name, n) => flags.indexOf(name) < n)
  if (twice) refuse(`--${twice} is given twice.`)
  const empty = flags.find((name) => String(given.values[name]).trim() === '')
  if (empty) refuse(`--${empty} is empty.`)
  if (given.positionals.some((each) => each.trim() === '')) refuse('An argument is empty.')
  const [least, most] = positionals ?? [0, 0]
  if (given.positionals.length < least) refuse('Something is missing.')
  if (given.positionals.length > most) refuse(`${given.positionals[most]} is one too many.`)
  return { values: given.values, positionals: given.positionals }
}

function parse(args, options, refuse) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true, tokens: true })
  } catch (error) {
    if (!error.code?.startsWith('ERR_PARSE_ARGS_')) throw error
    return refuse(`${error.message.split(/\.\s|\n/)[0].replace(/\.?$/, '.')}`)
  }
}

/**
 * A whole number out of an argument.
 * @param {string} name of the argument, without dashes
 * @param {string} text
 * @param {readonly [least: number, most: number]} range
 * @throws {Problem} for anything else
 */
export function wholeNumber(name, text, [least, most]) {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new Problem(`--${name} ${text} is no whole number from ${least} to ${most}.`)
}
