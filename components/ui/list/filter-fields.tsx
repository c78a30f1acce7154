import { buttonClass } from '../button-class'
import type { Filter } from './filter'

export const field = 'min-h-11 rounded-control border border-field bg-surface px-3'

type Props = {
  filters: readonly Filter[]
  columns: readonly (readonly [key: string, text: string])[]
  cols: string
  words: Record<'columns' | 'apply', string>
}

/** The filters of a list, and which columns it has. */
export const FilterFields = ({ filters, columns, cols, words }: Props) => (
  <>
    {filters.map((filter) => (
      <FilterField key={filter.name} {...filter} />
    ))}
    {columns.length > 0 && (
      <details className="relative max-md:hidden">
        <summary className={`${field} flex cursor-pointer list-none items-center`}>{words.columns}</summary>
        <fieldset className="absolute right-0 z-10 mt-2 grid min-w-52 gap-1 rounded-card border border-line bg-surface p-3 shadow-lg">
          <legend className="sr-only">{words.columns}</legend>
          {columns.map(([key, text]) => (
            <label key={key} className="flex min-h-8 items-center gap-2">
              <input
                type="checkbox"
                name="cols"
                value={key}
                defaultChecked={cols.split(',').includes(key)}
                className="size-4 accent-brand"
              />
              {text}
            </label>
          ))}
          <button type="submit" className={`${buttonClass('quiet')} mt-2`}>
            {words.apply}
          </button>
        </fieldset>
      </details>
    )}
  </>
)

function FilterField({ name, label, value, options, as }: Filter) {
  if (as === 'chip') return <input type="hidden" name={name} value={value} />
  if (as === 'box')
    return (
      <label className="flex min-h-11 items-center gap-2">
        <input
          type="checkbox"
          name={name}
          value={options[1]?.[0]}
          defaultChecked={value === options[1]?.[0]}
          className="size-5 accent-brand"
        />
        {label}
      </label>
    )
  if (as === 'month')
    return (
      <input type="month" name={name} required defaultValue={value} aria-label={label} className={field} />
    )
  return (
    <select
      name={name}
      defaultValue={value}
      aria-label={label}
      className={`${field} min-w-0 max-w-56 max-sm:max-w-none max-sm:grow max-sm:basis-[calc(50%-0.25rem)] ${
        // On a wide screen its heads sort a list.
        name === 'sort' ? 'md:hidden' : ''
      }`}
    >
      {options.map(([key, text]) => (
        <option key={key} value={key}>
          {text}
        </option>
      ))}
    </select>
  )
}
