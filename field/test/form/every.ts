import type { Form } from '../../src/engine';
import type { Packs, Providers } from '../../src/form/types';

/** One item of every type, spread over screens as a real form spreads them. */
export const EVERY: Form = {
  id: 'trial/every',
  version: '1',
  hash: 'trial',
  title: 'Vizită de probă',
  subject: 'household',
  who: ['community_nurse'],
  cites: ['protocol-2017/3.4.m'],
  date: 'visited_on',
  items: [
    {
      id: 'visit',
      type: 'group',
      text: 'Vizita',
      hint: 'Cele scrise aici le citește și asistentul social.',
      items: [
        { id: 'intro', type: 'display', text: 'Spuneți familiei de ce ați venit.' },
        { id: 'visited_on', type: 'date', text: 'Data vizitei', required: true, max: 'today' },
        { id: 'visited_at', type: 'time', text: 'Ora sosirii' },
        {
          id: 'kind',
          type: 'choice',
          text: 'Felul vizitei',
          required: true,
          options: [
            { code: 'planned', text: 'Programată' },
            { code: 'called', text: 'La chemarea familiei', hint: 'Telefonic sau prin vecini' },
            { code: 'unexpected', text: 'Neanunțată' },
          ],
        },
      ],
    },
    {
      id: 'dwelling',
      type: 'group',
      text: 'Locuința',
      area: 'housing',
      items: [
        {
          id: 'persons',
          type: 'integer',
          text: 'Câte persoane locuiesc aici',
          required: true,
          min: 1,
          max: 30,
          unit: 'persoane',
        },
        {
          id: 'rooms',
          type: 'integer',
          text: 'Câte camere de locuit',
          hint: 'Fără bucătărie, baie și hol.',
          required: true,
          min: 1,
          max: 30,
          unit: 'camere',
        },
        {
          id: 'per_room',
          type: 'computed',
          text: 'Persoane într-o cameră',
          compute: { fn: 'divide', of: [{ q: 'persons' }, { q: 'rooms' }] },
        },
        {
          id: 'water',
          type: 'yes_no_unknown',
          text: 'Au apă potabilă la îndemână?',
          required: true,
        },
        {
          id: 'faults',
          type: 'choices',
          text: 'Ce vedeți',
          required: true,
          options: [
            { code: 'damp', text: 'Igrasie sau mucegai' },
            { code: 'roof', text: 'Acoperiș spart' },
            { code: 'none', text: 'Nimic din acestea', exclusive: true },
          ],
        },
        {
          id: 'photo',
          type: 'photo',
          text: 'Fotografia locuinței',
          hint: 'Numai cu acordul familiei.',
        },
      ],
    },
    {
      id: 'identity',
      type: 'group',
      text: 'Date de identitate',
      items: [
        { id: 'family_name', type: 'string', text: 'Nume de familie', max_length: 60 },
        { id: 'cnp', type: 'string', text: 'CNP', format: 'cnp', max_length: 20 },
        { id: 'telephone', type: 'string', text: 'Telefon', format: 'phone' },
        { id: 'born_on', type: 'date', text: 'Data nașterii', precision: ['day', 'month', 'year'] },
        {
          id: 'temperature',
          type: 'decimal',
          text: 'Temperatura',
          unit: '°C',
          min: '34',
          max: '43',
        },
        { id: 'has_card', type: 'boolean', text: 'A arătat cartea de identitate?' },
        { id: 'sample', type: 'code', text: 'Codul etichetei' },
        { id: 'document', type: 'file', text: 'Adeverința' },
      ],
    },
    {
      id: 'places',
      type: 'group',
      text: 'Cine și unde',
      items: [
        { id: 'about', type: 'person', text: 'Despre cine este vorba', required: true },
        { id: 'village', type: 'place', text: 'Satul în care stă' },
        { id: 'clinic', type: 'institution', text: 'Cabinetul la care merge' },
        {
          id: 'helper_role',
          type: 'choice',
          text: 'Cine vine data viitoare',
          options: [
            { code: 'social_worker', text: 'Asistentul social' },
            { code: 'school_mediator', text: 'Mediatorul școlar' },
          ],
        },
        { id: 'helper_user', type: 'string', text: 'Cine anume' },
        { id: 'note', type: 'text', text: 'Pe scurt', max_length: 200, required: true },
      ],
    },
    {
      id: 'measures',
      type: 'group',
      text: 'Măsuri lăsate',
      repeats: true,
      items: [
        { id: 'measure', type: 'string', text: 'Măsura', required: true },
        { id: 'done', type: 'yes_no_unknown', text: 'S-a aplicat?' },
      ],
    },
    {
      id: 'seen',
      type: 'group',
      text: 'Persoane văzute',
      hint: 'Adăugați pe fiecare om pe care l-ați văzut.',
      repeats: true,
      required: true,
      items: [
        { id: 'seen_person', type: 'person', text: 'Pe cine ați văzut', required: true },
        { id: 'seen_well', type: 'yes_no_unknown', text: 'Se simte bine?', required: true },
        { id: 'seen_cough', type: 'boolean', text: 'Tușește de peste două săptămâni?' },
        { id: 'seen_note', type: 'string', text: 'Observații' },
        {
          id: 'seen_medicines',
          type: 'group',
          text: 'Medicamente',
          repeats: true,
          items: [{ id: 'medicine', type: 'string', text: 'Medicamentul', required: true }],
        },
      ],
    },
    { id: 'signature', type: 'signature', text: 'Semnătura beneficiarului', required: true },
  ],
  findings: [
    { code: 'VLP_02', when: { q: 'per_room', op: '>', value: { param: 'crowding' } } },
    { code: 'HOU_02', when: { q: 'water', op: '=', value: 'no' } },
    { code: 'GOOD', when: { q: 'faults', op: 'has', value: 'none' } },
    { code: 'COUGH', when: { q: 'seen_cough', op: '=', value: true }, each: 'seen' },
  ],
};

const DEMO_AREAS = [
  ['social_assistance', 'Asistență socială'],
  ['health', 'Sănătate'],
  ['education', 'Educație'],
  ['employment', 'Ocupare'],
  ['housing', 'Locuire'],
  ['identity_documents', 'Documente de identitate'],
];

export const PACKS: Packs = {
  forms: { 'trial/every': EVERY },
  vulnerabilities: {
    VLP_02: {
      code: 'VLP_02',
      title: 'Locuință supraaglomerată',
      area: 'housing',
      urgency: 2,
      favourable: false,
      cites: ['protocol-2017/6.2.4'],
      source: 'lista AMC-MSR a Ministerului Sănătății',
    },
    HOU_02: {
      code: 'HOU_02',
      title: 'Fără apă potabilă',
      area: 'housing',
      urgency: 3,
      favourable: false,
    },
    GOOD: {
      code: 'GOOD',
      title: 'Locuință în stare bună',
      area: 'housing',
      urgency: 0,
      favourable: true,
    },
    COUGH: {
      code: 'COUGH',
      title: 'Tuse persistentă',
      area: 'health',
      urgency: 3,
      favourable: false,
    },
  },
  needs: {},
  services: {},
  parameters: {
    trial: {
      crowding: {
        title: 'Persoane pe cameră peste care locuința este supraaglomerată',
        unit: 'persoane',
        values: [{ from: '2017-07-06', value: 2 }],
      },
    },
  },
  citations: {
    'protocol-2017/6.2.4': {
      id: 'protocol-2017/6.2.4',
      label: 'Protocolul din 6 iulie 2017, art. 6 alin. (2) pct. 4',
      text: 'echipa evaluează condițiile de locuit',
    },
  },
  vocabulary: {
    areas: DEMO_AREAS.map(([code = '', title = '']) => ({ code, title })),
    urgency: { none: 0, routine: 1, soon: 2, urgent: 3 },
    urgency_titles: {},
    roles: {},
  },
};

const FILES = new Map<string, Blob>();

async function sha256(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const VILLAGES = ['Vorona', 'Vorona-Teodoru', 'Icușeni', 'Joldești', 'Poiana', 'Vorona Mare'];

/** As the phone names colleagues: by their ids, in the role asked beside them. */
const TEAM = [
  { value: '01900000-0000-7000-8000-00000000000a', name: 'Mira Țurcanu', role: 'social_worker' },
  { value: '01900000-0000-7000-8000-00000000000b', name: 'Dan Rusu', role: 'school_mediator' },
];

export const PROVIDERS: Providers = {
  persons: () => [
    { id: 'p1', name: 'Popa Maria', about: '34 de ani, capul gospodăriei' },
    { id: 'p2', name: 'Popa Ioan', about: '36 de ani, soț' },
    { id: 'p3', name: 'Popa Ștefan-Alexandru', about: '4 ani, fiu' },
  ],
  places: async (search) =>
    VILLAGES.map((name, index) => ({ siruta: 37001 + index, name })).filter(({ name }) =>
      name.toLowerCase().includes(search.toLowerCase()),
    ),
  institutions: async (search) =>
    [{ id: 'cmi-1', name: 'Cabinet medical individual Vorona', about: 'medic de familie' }].filter(
      ({ name }) => name.toLowerCase().includes(search.toLowerCase()),
    ),
  choicesFor: (item, { helper_role }) =>
    item.id === 'helper_user'
      ? TEAM.filter(({ role }) => !helper_role || role === helper_role)
      : null,
  keepBlob: async (blob) => {
    const hash = await sha256(blob);
    FILES.set(hash, blob);
    return { sha256: hash, type: blob.type, size: blob.size };
  },
  readBlob: async (hash) => FILES.get(hash) ?? null,
};
