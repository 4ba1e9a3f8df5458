/** Common Cambodian names, in Latin letters and in Khmer. Nobody real is meant. */
type Name = readonly [latin: string, khmer: string];

export const FAMILY_NAMES: readonly Name[] = [
  ["Chan", "ចាន់"],
  ["Chea", "ជា"],
  ["Chhim", "ឈឹម"],
  ["Keo", "កែវ"],
  ["Khiev", "ខៀវ"],
  ["Kong", "គង់"],
  ["Long", "ឡុង"],
  ["Meas", "មាស"],
  ["Nhem", "ញ៉ែម"],
  ["Ouk", "អ៊ុក"],
  ["Pich", "ពេជ្រ"],
  ["Prak", "ប្រាក់"],
  ["Sam", "សំ"],
  ["Sok", "សុខ"],
  ["Tep", "ទេព"],
  ["Yin", "យិន"],
];

export const PERSONAL_NAMES: readonly Name[] = [
  ["Bopha", "បុប្ផា"],
  ["Chanthou", "ចន្ធូ"],
  ["Dara", "ដារា"],
  ["Kosal", "កុសល"],
  ["Leakena", "លក្ខិណា"],
  ["Makara", "មករា"],
  ["Nary", "នារី"],
  ["Phalla", "ផល្លា"],
  ["Pisey", "ពិសី"],
  ["Rith", "ឫទ្ធិ"],
  ["Sopheap", "សុភាព"],
  ["Sreymom", "ស្រីមុំ"],
  ["Thida", "ធីតា"],
  ["Vanna", "វណ្ណា"],
  ["Veasna", "វាសនា"],
  ["Vichea", "វិជ្ជា"],
];

/** Nobody is called so on day 1, so that a name changed on day 2 does change. */
export const NAME_OF_DAY_2 = "Rachana";
export const FAMILY_NAME_OF_DAY_2 = "Heng";

export const BIRTH_PLACES = ["Phnom Penh", "Siem Reap", "Battambang", "Kampong Cham", "Takeo", "Kampot", "Kratie"];
/** Nobody is born there on day 1. */
export const BIRTH_PLACE_OF_DAY_2 = "Stung Treng";

export const NATIONALITIES = ["Khmer", "KH", "KHMER", "Khmer", "Lao", "Thai", "Vietnamese", "French"];
