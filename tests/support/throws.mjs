// node --import ./tests/support/throws.mjs: throws, or rejects, where nobody catches it, when the process is told to.
const reject = () => void Promise.reject(new Error('nobody caught it'))
process.on('message', ({ ask }) => {
  if (ask === 'throw')
    setImmediate(() => {
      throw new Error('nobody caught it')
    })
  if (ask === 'reject') reject()
})
// For a process without a channel: what begins to listen before it has begun keeps Node's own answer to the signal away.
process.on('SIGUSR2', reject)
