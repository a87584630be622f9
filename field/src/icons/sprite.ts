import shapes from './shapes.json' with { type: 'json' };

type Shape = [tag: string, attributes: Record<string, string>];

const attribute = ([name, value]: [string, string]) => `${name}="${value}"`;
const element = ([tag, attributes]: Shape) =>
  `<${tag} ${Object.entries(attributes).map(attribute).join(' ')}/>`;
const symbol = (name: string, parts: Shape[]) =>
  `<symbol id="${name}" viewBox="0 0 24 24">${parts.map(element).join('')}</symbol>`;

/** All icons as one SVG file of symbols, for pages that use `<use href="icons.svg#name">`. */
export function sprite(): string {
  const symbols = Object.entries(shapes as unknown as Record<string, Shape[]>);
  const body = symbols.map(([name, parts]) => symbol(name, parts)).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Lucide, ISC licence -->\n${body}\n</svg>\n`;
}
