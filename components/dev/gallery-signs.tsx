import { Phone, Receipt, Users } from 'lucide'
import { buttonClass } from '@/components/ui/button-class'
import { Badge, Card, Note } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Disclosure } from '@/components/ui/disclosure'
import { Facts } from '@/components/ui/facts'
import { Icon } from '@/components/ui/icon'
import { Meter } from '@/components/ui/meter'
import { Moment } from '@/components/ui/moment'
import { PersonName } from '@/components/ui/person-name'
import { QrCode } from '@/components/ui/qr-code'
import { DAY, HOUR, MINUTE } from '@/lib/kernel/clock'
import { type GalleryProps, Piece } from './gallery-piece'

const LOOKS = ['main', 'quiet', 'harm'] as const
const TONES = ['plain', 'brand', 'attention', 'harm', 'done'] as const
/** As far from now as a moment is told in each of its ways. */
const AGO = [0, 20 * MINUTE, 5 * HOUR, 3 * DAY, 40 * DAY]

/** Buttons, signs and short texts. */
export function Signs({ t, locale, timeZone, now }: GalleryProps) {
  return (
    <>
      <Piece name="buttonClass">
        <div className="flex flex-wrap gap-3">
          {LOOKS.map((look) => (
            <button key={look} type="button" className={buttonClass(look)}>
              {t('dev.pay_yes')}
            </button>
          ))}
          <button type="button" className={buttonClass('quiet')}>
            <Icon of={Receipt} size={18} />
            {t('nav.bills')}
          </button>
        </div>
      </Piece>
      <Piece name="Badge">
        <div className="flex flex-wrap gap-3">
          {TONES.map((tone) => (
            <Badge key={tone} tone={tone}>
              {t('dev.sms')}
            </Badge>
          ))}
        </div>
      </Piece>
      <Piece name="Note">
        <div className="grid gap-3">
          {TONES.map((tone) => (
            <Note key={tone} tone={tone}>
              {t('dev.mailbox_empty')}
            </Note>
          ))}
        </div>
      </Piece>
      <Piece name="Card">
        <Card title={t('nav.overview')}>
          <p>{t('dev.mailbox_empty')}</p>
        </Card>
      </Piece>
      <Piece name="Icon">
        <div className="flex gap-4 text-soft">
          {[Phone, Receipt, Users].map((icon, at) => (
            <Icon key={String(at)} of={icon} size={16 + 8 * at} />
          ))}
        </div>
      </Piece>
      <Piece name="CopyButton">
        <CopyButton text="123456" copy={t('shell.copy')} copied={t('shell.copied')} />
      </Piece>
      <Piece name="Disclosure">
        <Disclosure summary={t('dev.fold')}>
          <p>{t('dev.mailbox_empty')}</p>
        </Disclosure>
      </Piece>
      <Piece name="Facts">
        <Facts
          facts={[
            [t('dev.mail'), 'ada@acme.example'],
            [t('dev.sms'), '+36 30 111 0001'],
            [t('nav.lines'), null],
          ]}
        />
      </Piece>
      <Piece name="PersonName">
        <PersonName account="ada@acme">Ada Lovelace</PersonName>
      </Piece>
      <Piece name="Moment">
        <ul className="grid gap-1">
          {AGO.map((ago) => (
            <li key={ago}>
              <Moment at={new Date(now.getTime() - ago)} {...{ locale, timeZone, now }} />
            </li>
          ))}
        </ul>
      </Piece>
      <Piece name="Meter">
        <div className="grid max-w-sm gap-3">
          {[20, 85, 100].map((used) => (
            <Meter key={used} used={used} total={100} />
          ))}
        </div>
      </Piece>
      <Piece name="QrCode">
        <QrCode of="https://example.com" label="https://example.com" />
      </Piece>
    </>
  )
}
