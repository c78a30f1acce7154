import type { AddressInfo } from 'node:net'
import smpp, { type PDU, type Session } from 'smpp'

export type DemoSms = { from: string; to: string; text: string }

/**
 * A message centre for demo mode: SMPP 3.4 on a loopback port (a free one unless said otherwise). It keeps what it receives by
 * calling `keep`, and sends a delivery receipt shortly after, as a real one does.
 */
export async function startDemoCentre(keep: (sms: DemoSms) => Promise<void>, port = 0) {
  let count = 0
  const server = smpp.createServer((session: Session) => {
    session.on('error', () => session.destroy())
    session.on('bind_transceiver', (pdu: PDU) => session.send(pdu.response({ system_id: 'demo' })))
    session.on('enquire_link', (pdu: PDU) => session.send(pdu.response()))
    session.on('unbind', (pdu: PDU) => {
      session.send(pdu.response())
      session.close()
    })
    session.on('submit_sm', async (pdu: PDU) => {
      const id = `demo-${process.pid}-${++count}`
      const text = String(pdu.short_message?.message ?? '')
      const from = pdu.source_addr ?? ''
      const to = `+${pdu.destination_addr}`
      const kept = await keep({ from, to, text }).then(
        () => true,
        () => false,
      )
      // ESME_RSYSERR: nothing was kept, so the sender tries again.
      session.send(pdu.response(kept ? { message_id: id } : { command_status: 0x08 }))
      if (kept && pdu.registered_delivery & 3) setTimeout(() => session.send(receipt(pdu, id)), 300)
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `smpp://demo:demo@127.0.0.1:${taken}`,
    async close() {
      for (const session of [...server.sessions]) session.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function receipt(pdu: PDU, id: string): PDU {
  const text = `id:${id} sub:001 dlvrd:001 submit date:0 done date:0 stat:DELIVRD err:000 text:`
  return new smpp.PDU('deliver_sm', {
    source_addr: pdu.destination_addr,
    destination_addr: pdu.source_addr,
    esm_class: 4,
    data_coding: 0,
    short_message: Buffer.from(text),
    receipted_message_id: id,
    message_state: 2,
  })
}
