/** Neutral words that people, schools and courses of the sample are named with. Nobody real is meant. */
export const FIRST_NAMES =
  words(`Ada Aisha Alice Amir Anna Arun Beth Bilal Carla Cem Clara Daniel Dara David Diego Elena
  Elif Emma Erik Esther Eva Farah Fatima Felix Finn Gita Grace Hana Hassan Helen Hugo Ida Imran Ines Ivan Jack James Jana
  Jonas Joy Julia Kamal Kate Kiran Laila Lara Leo Lina Louis Lucy Maja Marco Maria Mark Maya Mina Mira Nadia Nina Noah
  Nora Olga Omar Oscar Paula Peter Priya Rana Rita Rosa Ruth Sara Simon Sofia Tara Theo Tom Uma Vera Victor Wei Yara Zoe`);

/** A short name and a longer one that begins with it: the same beginning is not the same first name. */
export const NAMES_WITHIN_NAMES = [
  ["Sam", "Samantha"],
  ["Alex", "Alexandra"],
  ["Rob", "Roberta"],
  ["Dan", "Danielle"],
  ["Chris", "Christine"],
] as const;

export const FAMILY_NAMES =
  words(`Abbot Ahmed Archer Baker Banks Barber Becker Bell Berg Bishop Brook Carter Castle Chen
  Clarke Cole Cook Cooper Costa Cross Dale Diaz Dyer Ellis Evans Farmer Field Fisher Flores Ford Forster Fox Garcia
  Gardner Glover Grant Gray Green Hall Harper Hill Holm Hunt Hussain Iqbal Jansen Jones Kaur Keller Khan Kim King Knight
  Kumar Lake Lane Larsen Lewis Li Lopez Marsh Martin Mason Meyer Miller Moore Moreno Nash Novak Olsen Ortiz Osman Page
  Park Parker Patel Pereira Porter Potter Price Rahman Reed Reid Rivera Roberts Ryan Sato Shah Shaw Shepherd Silva Singh
  Skinner Smith Stone Tailor Taylor Turner Vogel Wagner Walker Ward Weaver Webb Weber West White Wood Wright Young`);

const DIRECTIONS = words("North South East West Upper Lower Great Little New Old");
const STEMS = words(`Ash Beech Birch Black Bridge Brook Church Clay Crane Deer Elm Fair Fen Glen Green Hazel High Holly
  Kings Lake Lark Lime Long Maple Marsh Mill Moss Oak Pine Queens Red River Rose Sand Spring Stone Swan Thorn Wal Wind`);
const ENDINGS = words(
  "bank borough bourne bury dale den field ford gate ham hurst ley mere port side ton well wick wood worth",
);
const SCHOOL_KINDS = ["Primary School", "Academy", "High School", "Infant School", "College", "Nursery School"];

const SCHOOL_NAMES = SCHOOL_KINDS.length * STEMS.length * ENDINGS.length * DIRECTIONS.length;
/** A prime that is no factor of the count: stepping by it meets every name once, and neighbours are not alike. */
const SCHOOL_NAME_STEP = 17_989;

/** A name for every number; different numbers below the count of names have different ones. */
export function schoolName(number: number): string {
  let rest = (number * SCHOOL_NAME_STEP) % SCHOOL_NAMES;
  const take = (list: readonly string[]) => {
    const word = list[rest % list.length] as string;
    rest = Math.floor(rest / list.length);
    return word;
  };
  const [kind, stem, ending, direction] = [take(SCHOOL_KINDS), take(STEMS), take(ENDINGS), take(DIRECTIONS)];
  return `${direction} ${stem}${ending} ${kind}`;
}

export const LEAD_PROVIDERS = 9;

export const COURSES = [
  { identifier: "npq-leading-teaching", name: "NPQ for Leading Teaching" },
  { identifier: "npq-leading-behaviour-culture", name: "NPQ for Leading Behaviour and Culture" },
  { identifier: "npq-leading-teaching-development", name: "NPQ for Leading Teacher Development" },
  { identifier: "npq-leading-literacy", name: "NPQ for Leading Literacy" },
  { identifier: "npq-leading-primary-mathematics", name: "NPQ for Leading Primary Mathematics" },
  { identifier: "npq-senior-leadership", name: "NPQ for Senior Leadership" },
  { identifier: "npq-headship", name: "NPQ for Headship" },
  { identifier: "npq-executive-leadership", name: "NPQ for Executive Leadership" },
  { identifier: "npq-early-years-leadership", name: "NPQ for Early Years Leadership" },
  { identifier: "npq-early-headship-coaching-offer", name: "Early Headship Coaching Offer" },
  { identifier: "npq-additional-support-offer", name: "Additional Support Offer for new Headteachers" },
  { identifier: "npq-special-needs-coordination", name: "NPQ for Special Needs Coordination" },
] as const;

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}
