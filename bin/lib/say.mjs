// What the launchers print: one line a step, one sentence when something is wrong.
const colour = process.stdout.isTTY && !process.env.NO_COLOR
const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text)

/** Bold on a terminal. */
export const bold = (text) => paint('1', text)
export const dim = (text) => paint('2', text)

/** A problem that the person at the keyboard can solve: told as its sentence alone, without a stack. */
export class Problem extends Error {}

/** Runs one step, showing its name at once and its time when done. Rethrows what the step throws. */
export async function step(name, work) {
  const began = performance.now()
  if (process.stdout.isTTY) process.stdout.write(`  … ${name}`)
  try {
    const result = await work()
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    process.stdout.write(
      `${process.stdout.isTTY ? '\r\u001b[2K' : ''}  ${paint('32', '✓')} ${name} ${dim(`${seconds} s`)}\n`,
    )
    return result
  } catch (error) {
    process.stdout.write(`${process.stdout.isTTY ? '\r\u001b[2K' : ''}  ${paint('31', '✗')} ${name}\n`)
    throw error
  }
}

/** Something to know that stops nothing. Not on the output, which a program may read. */
export const warn = (sentence) => process.stderr.write(`  ${sentence}\n\n`)

/** Ends the process with one sentence for a Problem, and with the stack for a bug. */
export function fail(error) {
  process.stderr.write(error instanceof Problem ? `\n${error.message}\n` : `\n${error?.stack ?? error}\n`)
  process.exit(1)
}
