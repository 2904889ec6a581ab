import { useSignal } from '@preact/signals';
import { Asking } from '../form.tsx';
import type { Panel } from '../panel.ts';
import type { DoctorReport } from '../server-types.ts';

export interface DoctorProps {
  readonly panel: Panel;
  readonly onExamined: () => void;
}

/** What `motif doctor` says of this machine and its engines. */
export function Doctor({ panel, onExamined }: DoctorProps) {
  const text = panel.text.value.engine;
  const report = useSignal<DoctorReport | null>(null);
  const busy = useSignal(false);
  const examine = async () => {
    busy.value = true;
    const answer = await panel.server.examine();
    busy.value = false;
    return answer;
  };
  return (
    <section>
      <h2>{text.doctor}</h2>
      <Asking
        panel={panel}
        ask={examine}
        onDone={(said) => {
          report.value = said;
          onExamined();
        }}
        action="examine"
        label={busy.value ? text.examining : text.examine}
      >
        <p class="soft">{text.doctorLead}</p>
        {report.value && (
          <ul class="doctor">
            {report.value.problems.length === 0 && <li class="good">{text.healthy}</li>}
            {report.value.problems.map((line) => (
              <li key={line} lang="en" class="bad">
                {line}
              </li>
            ))}
            {report.value.facts.map((line) => (
              <li key={line} lang="en">
                {line}
              </li>
            ))}
          </ul>
        )}
      </Asking>
    </section>
  );
}
