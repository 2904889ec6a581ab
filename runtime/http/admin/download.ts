/** Header that makes the browser keep an answer as a file named after today. */
export function asFile(name: string, ending: string): { readonly 'Content-Disposition': string } {
  const day = new Date().toISOString().slice(0, 10);
  return { 'Content-Disposition': `attachment; filename="${name}-${day}.${ending}"` };
}
