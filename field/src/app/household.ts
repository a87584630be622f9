import type { AreaCell } from '../design/AreaStrip';
import type { Packs } from '../form/types';
import { AREAS } from '../store/areas';
import type { Entry } from '../store/directory';
import type { GroupView, ViewFinding } from '../store/overlay';
import type { PlaceSlice } from '../sync/library';
import type { Snapshot } from './snapshot';

const AREA_WORDS: Record<(typeof AREAS)[number], string> = {
  social_assistance: 'Asistență socială',
  health: 'Sănătate',
  education: 'Educație',
  employment: 'Ocupare',
  housing: 'Locuire',
  identity_documents: 'Acte de identitate',
};

export function areaTitle(packs: Packs | null, area: string): string {
  const known = packs?.vocabulary.areas.find((one) => one.code === area)?.title;
  return known ?? AREA_WORDS[area as (typeof AREAS)[number]] ?? area;
}

/** A household by its name, a community problem by what it is about. */
export function entryTitle(entry: Entry, packs: Packs | null): string {
  if (entry.kind === 'household') return entry.name;
  const titles = entry.codes.map((code) => packs?.vulnerabilities[code]?.title ?? code);
  const title = titles.join(', ') || packs?.forms[entry.latest?.form ?? '']?.title;
  return title ?? 'Comunitate';
}

/** The strip of a list row: only how soon somebody must act in each area. */
export function entryCells(entry: Entry, packs: Packs | null): AreaCell[] {
  return AREAS.map((area, index) => {
    const worst = entry.areas[index] ?? -1;
    return { area, title: areaTitle(packs, area), urgency: worst < 0 ? null : worst, needs: 0 };
  });
}

/** The strip of a household or, with `person`, of one of its people. */
export function viewCells(view: GroupView, packs: Packs, person?: string): AreaCell[] {
  const findings = openFindings(view).filter((one) => !person || one.person === person);
  return AREAS.map((area) => {
    const here = findings.filter((one) => one.area === area);
    const worst = here.reduce<ViewFinding | null>(
      (found, one) => (found === null || weight(one) > weight(found) ? one : found),
      null,
    );
    const needs = view.items.filter(
      (item) =>
        item.kind === 'need' &&
        item.area === area &&
        item.closed_on === null &&
        (!person || item.person === person),
    );
    return {
      area,
      title: areaTitle(packs, area),
      urgency: worst === null ? null : weight(worst),
      finding: worst ? packs.vulnerabilities[worst.code]?.title : undefined,
      needs: needs.length,
    };
  });
}

function weight(finding: ViewFinding): number {
  return finding.favourable ? 0 : finding.urgency;
}

/** Still open, the most urgent first. */
export function openFindings(view: GroupView): ViewFinding[] {
  return view.findings
    .filter((one) => one.closed_on === null)
    .sort((a, b) => weight(b) - weight(a));
}

export function localityName(places: Map<number, PlaceSlice>, locality: number | null): string {
  if (locality === null) return '';
  for (const slice of places.values()) {
    const found = slice.localities.find((one) => one.siruta === locality);
    if (found) return found.name;
  }
  return '';
}

/** "Principală 12, Vorona"; what is not known is left out. */
export function addressOf(
  snapshot: Pick<Snapshot, 'places'>,
  home: { street: string | null; number: string | null; locality: number | null } | null,
): string {
  if (!home) return '';
  const house = [home.street, home.number].filter(Boolean).join(' ');
  return [house, localityName(snapshot.places, home.locality)].filter(Boolean).join(', ');
}

const ORDER = new Intl.Collator('ro', { numeric: true });

/** Village, street, then house number as a number: the order in which one walks. */
export function walkingOrder(snapshot: Snapshot): (a: Entry, b: Entry) => number {
  const villages = new Map<number, string>();
  const village = (entry: Entry) => {
    if (entry.locality === null) return '';
    const known = villages.get(entry.locality) ?? localityName(snapshot.places, entry.locality);
    villages.set(entry.locality, known);
    return known;
  };
  return (a, b) =>
    ORDER.compare(village(a), village(b)) ||
    ORDER.compare(a.street ?? '', b.street ?? '') ||
    ORDER.compare(a.number ?? '', b.number ?? '') ||
    ORDER.compare(a.name, b.name);
}
