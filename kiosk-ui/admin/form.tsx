import { type Signal, useSignal } from '@preact/signals';
import { type ComponentChildren, toChildArray } from 'preact';
import { useId } from 'preact/hooks';
import type { Panel } from './panel.ts';
import type { Answer } from './server.ts';
import type { Role } from './server-types.ts';

export interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: Signal<string>;
  readonly type?: keyof typeof kinds;
  readonly name: string;
  readonly autocomplete?: 'current-password' | 'new-password' | 'one-time-code' | 'off';
  readonly required?: boolean;
  readonly longest?: number;
}

const kinds = {
  text: { type: 'text' },
  password: { type: 'password' },
  number: { type: 'number', step: 'any' },
} as const;

/** A line to type in, with its label above and what is worth knowing below. */
export function Field({ label, hint, value, type = 'text', name, autocomplete, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        {...kinds[type]}
        value={value}
        autocomplete={autocomplete ?? 'off'}
        required={rest.required ?? false}
        maxLength={rest.longest ?? 128}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={({ currentTarget }) => {
          value.value = currentTarget.value;
        }}
      />
      {hint && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}

export interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly name: string;
  readonly labels: Readonly<Record<T, string>>;
  readonly among: readonly T[];
  readonly chosen: Signal<T>;
}

/** One of a few, all of them in sight. */
export function Choice<T extends string>({ legend, name, labels, among, chosen }: ChoiceProps<T>) {
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      {among.map((value) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={chosen.value === value}
            onChange={() => {
              chosen.value = value;
            }}
          />
          {labels[value]}
        </label>
      ))}
    </fieldset>
  );
}

const roles: readonly Role[] = ['staff', 'technician'];

export interface RoleChoiceProps {
  readonly panel: Panel;
  readonly legend: string;
  readonly role: Signal<Role>;
}

/** Staff or technician. */
export function RoleChoice({ panel, legend, role }: RoleChoiceProps) {
  return <Choice legend={legend} name="role" labels={panel.text.value.roles} among={roles} chosen={role} />;
}

export interface AskingProps<T> {
  readonly panel: Panel;
  readonly ask: () => Promise<Answer<T>>;
  readonly onDone: (data: T) => void;
  readonly action: string;
  readonly label: string;
  /** Said once it has worked. */
  readonly done?: string;
  readonly children?: ComponentChildren;
}

/** A form that asks the server once at a time, and says what came of it. */
export function Asking<T>({ panel, ask, onDone, action, label, done, children }: AskingProps<T>) {
  const busy = useSignal(false);
  const said = useSignal<{ readonly ok: boolean; readonly words: string } | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    said.value = null;
    const answer = await ask();
    busy.value = false;
    if (answer.ok) onDone(answer.data);
    const words = answer.ok ? (done ?? '') : panel.say(answer.message);
    said.value = words === '' ? null : { ok: answer.ok, words };
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      {toChildArray(children)}
      <div class="submit">
        <button type="submit" class="main" data-action={action} aria-disabled={busy.value}>
          {label}
        </button>
        <p
          role={said.value?.ok === false ? 'alert' : 'status'}
          class={said.value?.ok === false ? 'bad' : 'good'}
        >
          {said.value?.words}
        </p>
      </div>
    </form>
  );
}
