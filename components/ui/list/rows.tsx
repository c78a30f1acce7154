'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { wasSent } from '@/lib/kernel/form'
import { follow } from '../follow'
import { useFormState } from '../form-box'
import type { Cell, Head, Line, Piece } from './cell'

type Props = { caption: string; heads: readonly Head[]; rows: readonly Line[] }

/** More columns than fit on any desk. */
const MANY = 6

/**
 * The rows of a list or a table, of plain data and plain elements: fifty of them as server components with links and boxes of
 * their own took four times as long and four times the bytes (docs/decisions/047-one-list.md). On a phone each is a block.
 */
export function Rows({ caption, heads, rows }: Props) {
  const { state } = useFormState()
  const router = useRouter()
  return (
    // Many columns may be wider than the screen: then they are reached by scrolling, also by keyboard.
    <section
      className="card overflow-x-auto"
      {...(heads.length > MANY && { tabIndex: 0, 'aria-label': caption })}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a row has a link that keys reach */}
      <table className="list" onClick={(event) => follow(event, (href) => router.push(href), ofRow)}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {heads.map(({ text, amount, sort, sorted }) => (
              <th key={text} scope="col" className={amount && 'n'} aria-sort={sorted}>
                {sort ? <a href={sort}>{text}</a> : text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells, tick }) => (
            <tr key={id}>
              {cells.map((cell, at) => {
                const { text, amount, label, wide, desk } = heads[at]!
                const isFirst = at === 0 && tick !== undefined
                return (
                  <td
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are
                    key={at}
                    className={amount ? 'n' : wide ? 'wide' : desk ? 'desk' : isFirst ? 'tick' : undefined}
                  >
                    {isFirst && tick && (
                      <input
                        type="checkbox"
                        name="id"
                        value={id}
                        aria-label={tick}
                        defaultChecked={state.values && wasSent(state, 'id', id)}
                      />
                    )}
                    {label && cell ? <span className="label">{`${text}: `}</span> : null}
                    {show(cell)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const isPiece = (cell: object): cell is Piece => 'text' in cell

function show(cell: Cell, key?: number): ReactNode {
  if (typeof cell !== 'object' || cell === null) return cell
  if (Array.isArray(cell)) return cell.map(show)
  if (!isPiece(cell)) return cell as ReactNode
  const { text, href, under, lines, look, badge, keep, way, at, title } = cell
  const name = [look, badge && `badge ${badge}`, keep && 'keep', way].filter(Boolean).join(' ') || undefined
  const inside = lines ? (
    lines.map((each) => <p key={each}>{each}</p>)
  ) : at ? (
    <time key="text" dateTime={at} title={title} className={name}>
      {text}
    </time>
  ) : href ? (
    <a key="text" href={href} className={name}>
      {text}
    </a>
  ) : name || key !== undefined ? (
    <span key={key ?? 'text'} className={name}>
      {text}
    </span>
  ) : (
    text
  )
  if (!under) return inside
  return [
    inside,
    ...(typeof under === 'string' ? [under] : under).map((line) => <small key={line}>{line}</small>),
  ]
}

/** The link of the row that was clicked, where what was clicked does nothing itself, and nobody is selecting text there. */
const ofRow = (target: Element) =>
  target.closest('tbody') && !target.closest('input, button, label, summary') && !getSelection()?.toString()
    ? target.closest('tr')?.querySelector('a')
    : null
