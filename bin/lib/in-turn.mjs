import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { beginningOf, isAlive } from './processes.mjs'

/** Written in one moment, so an empty lock as old as this, in ms, is of one that was killed just then. */
const EMPTY_FOR = 5_000
/** So often it is looked whether it is free, in ms. */
const EVERY = 200
const holderOf = (pid) => `${pid} ${beginningOf(pid)}`
/** Locks that this process has. */
const held = new Set()
/** Where nothing can be written nothing is made either, by anybody. */
const READ_ONLY = new Set(['EACCES', 'EPERM', 'EROFS'])

/**
 * Does `work` while nobody else does any under the same lock, in this process or another of this machine: of two starts at once
 * the second finds what the first has made.
 * @template T
 * @param {string} lock a file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inTurn(lock, work) {
  try {
    mkdirSync(dirname(lock), { recursive: true })
    while (!take(lock)) await delay(EVERY)
  } catch (error) {
    if (!READ_ONLY.has(error.code)) throw error
    return work()
  }
  try {
    return await work()
  } finally {
    held.delete(lock)
    rmSync(lock, { force: true })
  }
}

/** Whether this process has the lock now. One whose holder was killed is free, whoever has its number by now. */
function take(lock) {
  try {
    writeFileSync(lock, holderOf(process.pid), { flag: 'wx' })
    held.add(lock)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!held.has(lock)) free(lock)
    return false
  }
}

/** Removes the lock of a process that is gone. Whoever took it meanwhile keeps it. */
function free(lock) {
  const aside = `${lock}.${process.pid}`
  try {
    const written = readFileSync(lock, 'utf8')
    const pid = Number(written.split(' ')[0])
    const isTaken = pid
      ? pid !== process.pid && isAlive(pid) && written === holderOf(pid)
      : Date.now() - statSync(lock).mtimeMs < EMPTY_FOR
    if (isTaken) return
    renameSync(lock, aside)
    if (readFileSync(aside, 'utf8') !== written) linkSync(aside, lock)
  } catch (error) {
    // Somebody else was first.
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  }
  rmSync(aside, { force: true })
}
