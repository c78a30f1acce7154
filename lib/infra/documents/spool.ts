import { randomUUID } from 'node:crypto'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const CHUNK = 64 * 1024

/**
 * A file without a name that is written at its writer's pace and read, behind it, at its reader's: who reads slowly
 * holds a file and nothing that others wait for.
 */
export class Spool {
  private size = 0
  private end: 'done' | Error | undefined
  private changed: () => void = () => undefined

  private constructor(
    private readonly file: FileHandle,
    private readonly hasRoom: (size: number) => boolean,
  ) {}

  /** `hasRoom`: whether there is room for so many bytes of it. */
  static async open(hasRoom: (size: number) => boolean): Promise<Spool> {
    const path = join(tmpdir(), `switchboard-${randomUUID()}`)
    const file = await open(path, 'wx+', 0o600)
    // It is gone with its last descriptor, however the process ends.
    await unlink(path)
    return new Spool(file, hasRoom)
  }

  get descriptor(): number {
    return this.file.fd
  }

  /** So many bytes of it are there. False: more than there is room for. */
  grow(size: number): boolean {
    this.size = size
    this.changed()
    return this.hasRoom(size)
  }

  /** All of it is there, or will never be. */
  finish(error?: Error): void {
    this.end ??= error ?? 'done'
    this.changed()
  }

  /** Resolves when it is finished, at the latest after `patience` ms. @throws Error when it is finished and broken */
  async settle(patience: number): Promise<void> {
    const until = Date.now() + patience
    while (!this.end && Date.now() < until) await this.change(until - Date.now())
    if (this.end instanceof Error) throw this.end
  }

  /** Its bytes, as they come. @throws Error when the writer has failed */
  async *read(): AsyncGenerator<Uint8Array> {
    for (let at = 0; ; ) {
      if (at < this.size) {
        const buffer = Buffer.allocUnsafe(Math.min(CHUNK, this.size - at))
        const { bytesRead } = await this.file.read(buffer, 0, buffer.length, at)
        at += bytesRead
        yield buffer.subarray(0, bytesRead)
      } else if (this.end instanceof Error) throw this.end
      else if (this.end) return
      else await this.change()
    }
  }

  close(): Promise<void> {
    return this.file.close()
  }

  private change(within?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = within === undefined ? undefined : setTimeout(resolve, within)
      this.changed = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
