import './heading.css';

interface HeadingProps {
  readonly step: string;
  readonly title: string;
  readonly lead?: string | undefined;
}

/** The caption of the step, the question it asks, and one line of help. */
export function Heading({ step, title, lead }: HeadingProps) {
  return (
    <div class="heading">
      <p class="heading-step">{step}</p>
      <h1>{title}</h1>
      {lead !== undefined && <p class="heading-lead">{lead}</p>}
    </div>
  );
}
