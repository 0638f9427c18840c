// A made-up workshop in memory, for looking at the screens without a core. Everybody shares one world, and
// what a phone off the network writes is only marked as unsent. Not part of any build.

import type * as t from '../src/lib/bindings/types';

export interface Entry {
  id: string;
  what: t.HistoryKind;
  at: number;
  by: number;
  pieces: number;
  minutes: number;
  scrap: number;
  rework: number;
  rejected: number;
  note: string;
  corrects: string | null;
  sent: boolean;
}

export interface Assignment {
  id: string;
  batch: string;
  person: number;
  pieces: number;
  note: string;
  withdrawn: boolean;
  entries: Entry[];
}

export interface Batch {
  id: string;
  order: string;
  sku: string;
  workshop: number;
  pieces: number;
  due: string;
  note: string;
  cancelled: boolean;
  completion: t.CompletionRow | null;
}

export interface Move {
  person: number;
  material: string;
  what: 'store' | 'issued' | 'received' | 'used' | 'returned' | 'scrapped' | 'taken_back';
  quantity: number;
  at: number;
  /** For an issue: its id. For a receipt: the issue it confirms. */
  issue: string;
  assignment: string;
}

export interface Order {
  id: string;
  number: string;
  source: t.OrderSource;
  placed: string;
  note: string;
  lines: { sku: string; pieces: number; due: string }[];
}

export const MATERIALS: t.MaterialRef[] = [
  ['ALU-CAST', 'Recycled aluminium', 'Alumini iliyorejelewa', 'g'],
  ['BONE', 'Cow bone', "Mfupa wa ng'ombe", 'g'],
  ['BEAD-GLASS', 'Recycled glass bead', 'Shanga ya kioo', 'piece'],
  ['BRASS-SHEET', 'Recycled brass sheet', 'Bati la shaba nyeupe', 'g'],
  ['BRASS-WIRE', 'Brass wire 1.2 mm', 'Waya wa shaba nyeupe', 'g'],
  ['CORD', 'Waxed cotton cord', 'Kamba ya pamba', 'cm'],
  ['HOOK', 'Ear hook', 'Kulabu ya sikio', 'piece'],
  ['HORN-LIGHT', 'Cow horn, light', "Pembe ya ng'ombe, nyeupe", 'g'],
  ['PAPER-400', 'Sanding paper 400', 'Msasa 400', 'piece'],
  ['POST', 'Ear post and back', 'Kishikio cha sikio', 'piece'],
].map(([code, name_en, name_sw, unit]) => ({ code, name_en, name_sw, unit }) as t.MaterialRef);

interface Product extends t.ProductRef {
  rate: number;
  minutes: number;
  bill: [string, number][];
}

export const PRODUCTS: Product[] = [
  { sku: 'SK-CUFF-01', name_en: 'Fanned cuff, brass', name_sw: 'Bangili ya feni, shaba', rate: 18500, minutes: 55, bill: [['BRASS-SHEET', 385], ['PAPER-400', 1]] },
  { sku: 'SK-HOOP-01', name_en: 'Mezi hoops, small', name_sw: 'Herini za duara, ndogo', rate: 9500, minutes: 25, bill: [['BRASS-WIRE', 64], ['POST', 20]] },
  { sku: 'SK-HOOP-02', name_en: 'Mezi hoops, large', name_sw: 'Herini za duara, kubwa', rate: 12000, minutes: 32, bill: [['BRASS-WIRE', 98], ['POST', 20]] },
  { sku: 'SK-DROP-01', name_en: 'Bone drop earrings', name_sw: 'Herini za mfupa', rate: 11000, minutes: 40, bill: [['BONE', 125], ['HOOK', 20], ['PAPER-400', 1]] },
  { sku: 'SK-RING-01', name_en: 'Dash ring', name_sw: 'Pete ya mstari', rate: 7050, minutes: 20, bill: [['BRASS-SHEET', 51]] },
  { sku: 'SK-NECK-02', name_en: 'Glass bead strand', name_sw: 'Mkufu wa shanga', rate: 16000, minutes: 60, bill: [['BEAD-GLASS', 420], ['CORD', 750], ['HOOK', 10]] },
  { sku: 'SK-STUD-01', name_en: 'Aluminium studs', name_sw: 'Vipini vya alumini', rate: 6000, minutes: 18, bill: [['ALU-CAST', 36], ['POST', 20]] },
];

export const WORKSHOPS: t.WorkshopRef[] = [
  { workshop: 1, code: 'KIBERA-1', place: 'Kibera, Toi lane' },
  { workshop: 2, code: 'RONGAI-1', place: 'Ongata Rongai' },
];

export const PEOPLE: { person: number; name: string; role: t.Role; workshop: number; skills: string[]; hours: number | null }[] = [
  { person: 1, name: 'Esther', role: 'coordinator', workshop: 0, skills: [], hours: null },
  { person: 2, name: 'Amina', role: 'lead', workshop: 1, skills: ['brass', 'horn-bone'], hours: 40 },
  { person: 3, name: 'Baraka', role: 'artisan', workshop: 1, skills: ['brass', 'casting', 'horn-bone'], hours: 15 },
  { person: 4, name: 'Wanjiru', role: 'artisan', workshop: 1, skills: ['assembly', 'brass', 'casting'], hours: 15 },
  { person: 5, name: 'Achieng', role: 'artisan', workshop: 1, skills: ['beads', 'brass'], hours: 40 },
  { person: 6, name: 'Mumbi', role: 'lead', workshop: 2, skills: ['beads', 'casting'], hours: 40 },
];

export const DAY = 86_400;
export const now = () => Math.floor(Date.now() / 1000);
export const dayIn = (days: number) => new Date((now() + 3 * 3600 + days * DAY) * 1000).toISOString().slice(0, 10);

let next = 100;
export const fresh = (kind: string) => `${kind}-${next++}`;

export class World {
  orders: Order[] = [];
  batches: Batch[] = [];
  assignments: Assignment[] = [];
  moves: Move[] = [];
  network = new Map<string, boolean>();
  unsent = new Map<string, number>();
  lastSync = new Map<string, number>();
  language: t.Language | null = null;

  entry(by: number, what: t.HistoryKind, fields: Partial<Entry> = {}): Entry {
    const zero = { pieces: 0, minutes: 0, scrap: 0, rework: 0, rejected: 0, note: '', corrects: null, sent: true };
    return { id: fresh('e'), what, at: now(), by, ...zero, ...fields };
  }
}
