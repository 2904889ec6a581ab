/** Every sentence of the customer's page. Both languages are checked against it by the compiler. */
export interface Text {
  readonly brand: string;
  readonly otherLanguage: string;
  readonly steps: readonly [string, string, string, string];
  readonly stepOf: (step: number, name: string) => string;
  readonly startOver: string;
  readonly back: string;
  readonly footnote: string;
  readonly attract: {
    readonly title: string;
    readonly lead: string;
    readonly touch: string;
    readonly resting: string;
    readonly fingerprint: string;
  };
  readonly product: {
    readonly title: string;
    readonly lead: string;
    readonly size: (area: string) => string;
  };
  readonly describe: {
    readonly title: string;
    readonly lead: (product: string) => string;
    readonly label: string;
    readonly placeholder: string;
    readonly clear: string;
    readonly charactersLeft: (count: number) => string;
    readonly surprise: string;
    readonly shelvesLabel: string;
    readonly shelves: Readonly<Record<'motif' | 'style' | 'colour' | 'occasion' | 'layout', string>>;
    readonly anyStyle: string;
    readonly keeping: string;
    readonly composeAnew: string;
    readonly draw: string;
    readonly needWords: Readonly<Record<'empty' | 'no-letters' | 'other-script', string>>;
    readonly backToDesigns: string;
  };
  readonly keyboard: {
    readonly label: string;
    readonly typed: string;
    readonly candidates: string;
    readonly shift: string;
    readonly backspace: string;
    readonly space: string;
    readonly done: string;
    readonly signs: string;
    readonly letters: string;
    readonly modes: Readonly<Record<'pinyin' | 'latin' | 'signs', string>>;
    readonly fuzzy: string;
    readonly fuzzyLabel: string;
  };
  readonly presets: {
    readonly guidance: string;
    readonly guidances: Readonly<Record<'free' | 'balanced' | 'exact', string>>;
    readonly steps: string;
    readonly paces: Readonly<Record<'quick' | 'fine', string>>;
  };
  readonly drawing: {
    readonly title: string;
    readonly titleAlike: string;
    readonly lead: string;
    readonly asking: string;
    readonly queued: (ahead: number) => string;
    readonly step: (step: number, total: number) => string;
    readonly secondsLeft: (seconds: number) => string;
    readonly almost: string;
    readonly cancel: string;
    readonly progress: string;
  };
  readonly choose: {
    readonly title: string;
    readonly lead: string;
    readonly again: string;
    readonly changeWords: string;
    readonly picture: (index: number) => string;
    readonly ordinals: readonly string[];
    readonly round: (round: number, of: number) => string;
    readonly earlier: string;
    readonly later: string;
  };
  readonly refine: {
    readonly title: string;
    readonly lead: string;
    readonly onObject: (product: string) => string;
    readonly alike: string;
    readonly closeness: Readonly<Record<'close' | 'alike' | 'free', string>>;
    readonly changeWords: string;
    readonly fix: string;
    readonly remedies: Readonly<Record<'clean' | 'closer' | 'afresh', string>>;
    readonly undo: string;
    readonly allFour: string;
    readonly compare: string;
    readonly comparing: string;
    readonly before: string;
    readonly large: string;
  };
  readonly preview: {
    readonly title: (product: string) => string;
    readonly lead: string;
    /** Of a product that can be turned. */
    readonly leadToTurn: string;
    readonly hint: string;
    readonly turnProduct: string;
    readonly handlesLabel: string;
    readonly handles: Readonly<Record<'smaller' | 'larger' | 'left' | 'right' | 'middle', string>>;
    readonly colourLabel: string;
    readonly groundLabel: string;
    readonly ground: Readonly<Record<'keep' | 'remove', string>>;
    readonly back: string;
    readonly confirm: string;
  };
  readonly confirm: {
    readonly title: string;
    readonly lead: string;
    readonly product: string;
    readonly colour: string;
    readonly size: string;
    readonly label: string;
    readonly labelVisible: string;
    readonly labelNone: string;
    readonly refused: string;
    readonly back: string;
    readonly order: string;
    readonly sending: string;
  };
  readonly ticket: {
    readonly step: string;
    readonly title: string;
    readonly lead: string;
    readonly code: string;
    readonly next: string;
    readonly slip: string;
    readonly stay: (seconds: number) => string;
    readonly done: string;
  };
  readonly trouble: {
    readonly gone: string;
    readonly warming: string;
    readonly queue: (seconds: number) => string;
    readonly restarted: string;
    readonly diskFull: string;
    readonly paused: string;
    readonly failed: string;
    readonly refused: string;
    readonly lost: string;
    readonly picturesLost: string;
    readonly opening: string;
    readonly openingGone: string;
    readonly tryAgain: string;
    readonly changeWords: string;
    readonly failedTitle: string;
  };
  readonly idle: {
    readonly title: string;
    readonly lead: string;
    readonly seconds: (left: number) => string;
    readonly stay: string;
    readonly leave: string;
  };
  readonly ease: {
    readonly open: string;
    readonly eases: Readonly<Record<'low' | 'large' | 'contrast', string>>;
  };
  readonly announce: { readonly done: string };
}
