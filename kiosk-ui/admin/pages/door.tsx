import { useSignal } from '@preact/signals';
import { Seal } from '../../shared/seal.tsx';
import { Asking, Field, RoleChoice } from '../form.tsx';
import { Tools } from '../frame.tsx';
import type { Panel } from '../panel.ts';
import type { Role } from '../server-types.ts';

/** Before anybody is signed in: the password, or the code from the console with new passwords. */
export function Door({ panel }: { readonly panel: Panel }) {
  const isNew = panel.session.value?.state === 'set-up';
  const byCode = useSignal(false);
  return (
    <div class="door">
      <header>
        <div class="brand">
          <Seal />
          <b>Motif</b>
          <span>{panel.text.value.title}</span>
        </div>
        <Tools panel={panel} />
      </header>
      <main>
        {isNew || byCode.value ? <SetUp panel={panel} isNew={isNew} /> : <SignIn panel={panel} />}
        {!isNew && (
          <button
            type="button"
            class="link"
            data-action="other-way"
            onClick={() => {
              byCode.value = !byCode.value;
            }}
          >
            {byCode.value ? panel.text.value.signIn.usePassword : panel.text.value.signIn.useCode}
          </button>
        )}
      </main>
    </div>
  );
}

function SignIn({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value;
  const role = useSignal<Role>('staff');
  const password = useSignal('');
  return (
    <>
      <h1>{text.signIn.title}</h1>
      <Asking
        panel={panel}
        ask={() => panel.server.signIn(role.value, password.value)}
        onDone={(view) => panel.enter({ ok: true, data: view })}
        action="sign-in"
        label={text.signIn.enter}
      >
        <RoleChoice panel={panel} legend={text.role} role={role} />
        <Field
          label={text.signIn.password}
          name="password"
          type="password"
          value={password}
          autocomplete="current-password"
          required
        />
      </Asking>
    </>
  );
}

function SetUp({ panel, isNew }: { readonly panel: Panel; readonly isNew: boolean }) {
  const text = panel.text.value.setUp;
  const code = useSignal('');
  const staff = useSignal('');
  const technician = useSignal('');
  const shown = useSignal(false);
  const type = shown.value ? 'text' : 'password';
  return (
    <>
      <h1>{isNew ? text.title : text.again}</h1>
      <p>{isNew ? text.lead : text.leadAgain}</p>
      <Asking
        panel={panel}
        ask={() =>
          panel.server.setPasswords(code.value, { staff: staff.value, technician: technician.value })
        }
        onDone={(view) => {
          panel.introducing.value = isNew;
          panel.enter({ ok: true, data: view });
        }}
        action="set-passwords"
        label={text.next}
      >
        <Field label={text.code} name="code" value={code} autocomplete="one-time-code" required />
        <Field
          label={text.staff}
          hint={text.staffHint}
          name="staff"
          type={type}
          value={staff}
          autocomplete="new-password"
          required
        />
        <Field
          label={text.technician}
          hint={`${text.technicianHint} ${text.rule}`}
          name="technician"
          type={type}
          value={technician}
          autocomplete="new-password"
          required
        />
        <label class="check">
          <input
            type="checkbox"
            checked={shown.value}
            onChange={({ currentTarget }) => {
              shown.value = currentTarget.checked;
            }}
          />
          {text.show}
        </label>
      </Asking>
    </>
  );
}
