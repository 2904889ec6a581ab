import tables from './slots.json' with { type: 'json' };

export type Family = (typeof tables.families)[number];

/** Every TensorRT this program can drive, best first. */
export const FAMILIES: readonly Family[] = tables.families;

/** The slots as a C++ header, so that both sides read one table. */
export function slotsHeader(): string {
  const [first] = FAMILIES;
  const interfaces = Object.entries(first?.slots ?? {});
  const structs = interfaces.map(([name, slots]) => {
    const fields = Object.keys(slots).join(', ');
    return `  struct { int32_t ${fields}; } ${name};`;
  });
  return [
    '// Made of slots.json; edit that.',
    '#pragma once',
    '#include <cstdint>',
    'namespace motif {',
    'struct SlotTable {',
    '  const char* family;',
    '  int32_t fromVersion;',
    '  int32_t belowVersion;',
    '  int32_t parserVersion;',
    '  uint32_t networkFlags;',
    '  bool plainLogger;',
    ...structs,
    '};',
    'inline constexpr SlotTable kSlotTables[] = {',
    ...FAMILIES.map((family) => `  ${row(family)},`),
    '};',
    '}  // namespace motif',
    '',
  ].join('\n');
}

function row({ family, versions, parserVersion, networkFlags, plainLogger, slots }: Family): string {
  const numbers = Object.values(slots).map((slot) => `{${Object.values(slot).join(', ')}}`);
  const head = [
    JSON.stringify(family),
    versions.from,
    versions.below,
    parserVersion,
    `${networkFlags}u`,
    plainLogger,
  ];
  return `{${[...head, ...numbers].join(', ')}}`;
}
