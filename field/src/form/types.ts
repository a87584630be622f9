import type { ComponentChildren } from 'preact';
import type { Answers, Context, Form, Found, Item, Json } from '../engine';

export type { Form } from '../engine';

/** A file that an answer names. The answer itself is the sha256 in hex. */
export interface BlobRef {
  sha256: string;
  type: string;
  size: number;
}

export interface Draft {
  answers: Answers;
  /** Where the worker stood: link id of the first item of the screen, or "#summary". */
  at: string;
  blobs: BlobRef[];
  /** Names of picked places, institutions and entries, by "item=value". */
  names?: Record<string, string>;
}

export interface Submission {
  /** Checked: disabled answers dropped, computed filled, canonical types. */
  answers: Answers;
  blobs: BlobRef[];
  findings: Found[];
}

export interface PersonChoice {
  id: string;
  name: string;
  /** One line that tells people of one name apart: "34 ani, soție". */
  about?: string;
  birth_date?: string;
  sex?: string;
}

export interface PlaceChoice {
  siruta: number;
  name: string;
  /** Commune and county, when the place is not in the worker's own commune. */
  about?: string;
}

export interface InstitutionChoice {
  id: string;
  name: string;
  about?: string;
}

export interface ReferenceChoice {
  value: string | number;
  name: string;
  about?: string;
}

/** What a form asks of the app around it. Every call may be answered offline. */
export interface Providers {
  /** Living members of the household in view. */
  persons(): PersonChoice[];
  /** Villages by a piece of their name (diacritics forgiven); empty text = those of the own commune. */
  places(search: string): Promise<PlaceChoice[]>;
  /** Institutions by a piece of their name; empty text = the likeliest. */
  institutions(search: string): Promise<InstitutionChoice[]>;
  /**
   * What a text or number that names something else may be: a colleague, an entry that is answered,
   * an activity of the plan. `answers` are those of the form and, in a repetition, of the repetition.
   * null or absent = the worker types it; empty = there is nothing to name yet.
   */
  choicesFor?(item: Item, answers: Answers): ReferenceChoice[] | null;
  /** The words for what an answer names, when it was not picked in this form. */
  nameOf?(item: Item, value: Json): string | undefined;
  /** Seals and keeps a file; the answer will name it. */
  keepBlob(blob: Blob): Promise<BlobRef>;
  /** The file again, for the preview; null when it has left the phone. */
  readBlob(sha256: string): Promise<Blob | null>;
}

export interface Citation {
  /** "protocol-2017/3.4.m" */
  id: string;
  /** "Ordinul 393/630/4236/2017, art. 3.4 lit. m" */
  label?: string;
  /** The clause in plain words. */
  text?: string;
}

export interface Vulnerability {
  code: string;
  title: string;
  area: string;
  group?: string;
  sensitivity?: number | string;
  urgency: number;
  favourable?: boolean;
  about?: string;
  cites?: string[];
  source?: string | null;
  need?: string | null;
  services?: string[];
  /** The rule in the reader's words, from the pack's texts. */
  why?: string;
}

export interface ParameterInfo {
  title: string;
  unit?: string | null;
  cites?: string[];
  source?: string | null;
  values: { from: string; value: Json; last_checked_on?: string }[];
}

/** A ministry's written procedure, with every edition it had. */
export interface Procedure {
  code: string;
  title: string;
  owner: string;
  cites: string[];
  /** Forms that follow it; the default one stands for all others of the pack. */
  forms: string[];
  default: boolean;
  versions: Edition[];
}

export interface Edition {
  number: string;
  since: string;
  source: string;
  steps: string[];
}

/** The compiled packs, as served by `/api/sync/v1/forms` and written to src/generated/packs.json. */
export interface Packs {
  forms: Record<string, Form>;
  vulnerabilities: Record<string, Vulnerability>;
  needs: Record<string, { code: string; title: string; area: string }>;
  services: Record<string, { code: string; title: string; area: string }>;
  /** By pack code, then by name. */
  parameters: Record<string, Record<string, ParameterInfo>>;
  citations?: Record<string, Citation>;
  /** By pack code; absent in bundles of an older server. */
  procedures?: Record<string, Procedure[]>;
  /** Forms offered after a form was saved, in order. */
  next?: Record<string, string[]>;
  vocabulary: {
    areas: { code: string; title: string }[];
    urgency: Record<string, number>;
    urgency_titles: Record<string, string>;
    roles: Record<string, { title: string; level: string; reads: number[] }>;
  };
}

export interface FormFlowProps {
  form: Form;
  packs: Packs;
  context: Context;
  /** What the form is about, shown above each question: "Gospodăria Popa · Vorona". */
  about: string;
  draft?: Draft;
  providers: Providers;
  /** What the worker should know before starting; stands on the first screen. */
  notes?: ComponentChildren;
  /** Called after each change (at most every 300 ms, and at once when the page is hidden). */
  onDraft(draft: Draft): void;
  /** Called once with a form that has no issue; rejects = the text of the error is shown and nothing is lost. */
  onSubmit(submission: Submission): Promise<void>;
  onCancel(): void;
}
