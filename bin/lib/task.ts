import type { ParseArgsConfig } from 'node:util'
import type { Context } from '@/lib/infra/context'
import { readArguments } from './arguments.mjs'
import { Problem } from './say.mjs'

/**
 * What a script of bin/tasks exports: reads its arguments and gives what is to be done, so that nothing is opened for
 * arguments that are wrong. What is done resolves with an exit code: 0, or 1 for what was refused or found broken.
 * @throws Problem with a sentence, for wrong arguments and (`open`) for a database that cannot be worked on
 */
export type Task = (args: readonly string[]) => (open: () => Promise<Context>) => Promise<number>

type Options = NonNullable<ParseArgsConfig['options']>
type Form<O extends Options> = Parameters<typeof readArguments<O>>[1]
type Given<O extends Options> = ReturnType<typeof readArguments<O>>

export const task =
  <const O extends Options = Record<never, never>>(
    form: Form<O>,
    run: (given: Given<O>, open: () => Promise<Context>) => Promise<number>,
  ): Task =>
  (args) => {
    const given = readArguments(args, form)
    return (open) => run(given, open)
  }

/** A task that is one of several by its first argument. */
export const oneOf =
  (usage: string, tasks: Record<string, Task>): Task =>
  ([name = '', ...args]) => {
    const found = Object.hasOwn(tasks, name) ? tasks[name] : undefined
    if (!found) throw new Problem(usage)
    return found(args)
  }
