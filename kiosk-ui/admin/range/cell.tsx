import { useId } from 'preact/hooks';

export interface CellProps {
  readonly label: string;
  readonly name: string;
  readonly value: string | number;
  readonly hint?: string;
  readonly longest?: number;
  readonly onChange: (value: string) => void;
}

/** A line of an editor: what is typed goes straight into the draft. */
export function Cell({ label, name, value, hint, longest = 60, onChange }: CellProps) {
  const id = useId();
  const kind =
    typeof value === 'number' ? ({ type: 'number', step: 'any' } as const) : ({ type: 'text' } as const);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        {...kind}
        maxLength={longest}
        value={value}
        autocomplete="off"
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {hint && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}

export interface TickProps {
  readonly label: string;
  readonly name: string;
  readonly ticked: boolean;
  readonly onChange: (ticked: boolean) => void;
}

export function Tick({ label, name, ticked, onChange }: TickProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        name={name}
        checked={ticked}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      {label}
    </label>
  );
}
