interface ReasonProps {
  id: string;
  label: string;
  /** As many characters as the server takes. */
  most: number;
  value: string;
  onInput(value: string): void;
}

/** Why one changes what stands: without it the button beside it stays closed. */
export function Reason({ id, label, most, value, onInput }: ReasonProps) {
  return (
    <>
      <label for={id}>{label}</label>
      <textarea
        id={id}
        class="input"
        rows={2}
        maxLength={most}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </>
  );
}
