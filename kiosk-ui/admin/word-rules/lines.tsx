import { useId } from 'preact/hooks';

export interface LinesProps {
  readonly label: string;
  readonly hint: string;
  readonly name: string;
  readonly value: readonly string[];
  readonly onChange: (lines: string[]) => void;
}

/** A list, a word a line. Filled once, so that an empty line can be typed. */
export function Lines({ label, hint, name, value, onChange }: LinesProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        name={name}
        rows={8}
        spellcheck={false}
        autocomplete="off"
        aria-describedby={`${id}-hint`}
        defaultValue={value.join('\n')}
        onInput={({ currentTarget }) => onChange(linesOf(currentTarget.value))}
      />
      <small id={`${id}-hint`}>{hint}</small>
    </div>
  );
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
