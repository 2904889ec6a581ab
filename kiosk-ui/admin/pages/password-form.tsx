import { useSignal } from '@preact/signals';
import { Asking, Field, RoleChoice } from '../form.tsx';
import type { Panel } from '../panel.ts';
import type { Role } from '../server-types.ts';

/** Sets the password of a role anew. */
export function PasswordForm({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value;
  const role = useSignal<Role>('staff');
  const chosen = useSignal('');
  const own = useSignal('');
  return (
    <section>
      <h2>{text.settings.passwordTitle}</h2>
      <p class="soft">{text.settings.passwordLead}</p>
      <Asking
        panel={panel}
        ask={() => panel.server.changePassword(role.value, chosen.value, own.value)}
        onDone={() => {
          chosen.value = '';
          own.value = '';
        }}
        action="change-password"
        label={text.settings.change}
        done={text.settings.changed}
      >
        <RoleChoice panel={panel} legend={text.settings.passwordOf} role={role} />
        <Field
          label={text.settings.newPassword}
          hint={text.setUp.rule}
          name="new-password"
          type="password"
          value={chosen}
          autocomplete="new-password"
          required
        />
        <Field
          label={text.settings.ownPassword}
          name="own-password"
          type="password"
          value={own}
          autocomplete="current-password"
          required
        />
      </Asking>
      <Asking
        panel={panel}
        ask={() => panel.server.signOutEverybody()}
        onDone={() => panel.signedOut()}
        action="sign-out-everybody"
        label={text.settings.everybody}
      >
        <p class="soft">{text.settings.everybodyLead}</p>
      </Asking>
    </section>
  );
}
