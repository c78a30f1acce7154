/** How much of something is used: the words beside it say the same. */
export const Meter = ({ used, total }: { used: number; total: number }) => {
  const part = total > 0 ? Math.min(1, used / total) : 1
  const fill = part >= 1 ? 'fill-harm' : part >= 0.8 ? 'fill-attention' : 'fill-brand'
  return (
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" className="h-2 w-full">
      <rect width="100" height="6" rx="1" className="fill-sunken" />
      <rect width={part * 100} height="6" rx="1" className={fill} />
    </svg>
  )
}
