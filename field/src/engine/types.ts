/** The compiled form as `vatra compile` writes it (contract: docs of vatra/kit/forms). */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Answers = Record<string, Json>;

export type ItemType =
  | 'group'
  | 'display'
  | 'string'
  | 'text'
  | 'integer'
  | 'decimal'
  | 'date'
  | 'time'
  | 'boolean'
  | 'yes_no_unknown'
  | 'choice'
  | 'choices'
  | 'person'
  | 'place'
  | 'institution'
  | 'photo'
  | 'file'
  | 'signature'
  | 'code'
  | 'computed';
export type Precision = 'day' | 'month' | 'year';

export type Op = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'exists' | 'has' | 'has_not';
type Operand = Json | { param: string };
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { q: string; op: Op; value?: Operand }
  | { ctx: string; op: Op; value?: Operand };

export type FunctionName =
  | 'age_years'
  | 'age_months'
  | 'age_days'
  | 'divide'
  | 'sum'
  | 'count'
  | 'concat'
  | 'days_between'
  | 'add_days'
  | 'months_between'
  | 'min'
  | 'max';
export type Expression =
  | { q: string }
  | { ctx: string }
  | { value: Json }
  | { param: string }
  | { fn: FunctionName; of: Expression[] };

export type Bound = number | string | { ctx: string } | { param: string };

export interface Option {
  code: string;
  text: string;
  hint?: string;
  exclusive?: boolean;
  when?: Condition;
  finding?: string;
}

type Messages = Partial<Record<IssueCode, string>>;

export interface Item {
  id: string;
  type: ItemType;
  text: string;
  hint?: string;
  required?: boolean;
  sensitivity?: string;
  area?: string | null;
  when?: Condition;
  min?: Bound;
  max?: Bound;
  max_length?: number;
  pattern?: string;
  format?: 'cnp' | 'phone' | 'email';
  unit?: string;
  precision?: Precision[];
  options?: Option[];
  repeats?: boolean;
  items?: Item[];
  compute?: Expression;
  initial?: Json | { ctx: string };
  binds?: string;
  resolves?: string;
  cites?: string[];
  source?: string;
  messages?: Messages;
}

export interface FindingRule {
  code: string;
  when: Condition;
  each?: string;
}

export interface Form {
  id: string;
  version: string;
  hash: string;
  title: string;
  cites?: string[];
  source?: string;
  subject: 'household' | 'person' | 'place' | 'dossier';
  who: string[];
  hint?: string;
  stage?: string | null;
  effects?: string[];
  /** Link id of the date that is the record's occurred_on. */
  date?: string | null;
  sensitivity?: string;
  items: Item[];
  findings?: FindingRule[];
}

/** What the form knows about the world around it. `date` = the record's occurred_on. */
export interface Context {
  today: string;
  date?: string;
  role?: string;
  place?: number;
  person?: {
    id?: string;
    birth_date?: string;
    sex?: string;
    id_state?: string;
    family_doctor?: string;
  };
  household?: { size?: number };
}

/** A parameter's dated values, oldest first; the value in force on a day is the last not after it. */
interface Dated {
  from: string;
  value: Json;
  last_checked_on?: string;
}
export type Parameters = Record<string, Dated[]>;

export type IssueCode =
  | 'required'
  | 'type'
  | 'min'
  | 'max'
  | 'pattern'
  | 'option'
  | 'exclusive'
  | 'max_length'
  | 'unknown_item'
  | 'precision';

/** `path` = "linkId" or "group[2].linkId" (counted from 0). */
export interface Issue {
  path: string;
  code: IssueCode;
  message: string;
}

export interface Checked {
  answers: Answers;
  issues: Issue[];
}

/** A finding: its code, and whom it is about (null = the household or the place). */
export interface Found {
  code: string;
  person: string | null;
}
