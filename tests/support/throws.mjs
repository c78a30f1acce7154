// node --import ./tests/support/throws.mjs: throws where nobody catches it, when the process is told to.
process.on('message', ({ ask }) => {
  if (ask === 'throw')
    setImmediate(() => {
      throw new Error('nobody caught it')
    })
})
