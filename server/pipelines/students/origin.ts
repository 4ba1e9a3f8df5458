/** As long as `birth_province` may be. */
const LONGEST_PROVINCE = 50;

/** The province under the name that our tables know it by. */
export function birthProvinceOf(birthPlace: string | null): string | null {
  if (birthPlace === null) return null;
  const province = birthPlace.toLowerCase().replace(/\s+/gu, "_");
  // By code points, as PostgreSQL counts: half a character can't be kept.
  return province === "phnompenh" ? "phnom_penh" : Array.from(province).slice(0, LONGEST_PROVINCE).join("");
}

/** The first two letters from A to Z; Cambodia where there are none. */
export function citizenshipOf(nationality: string | null): string {
  const letters = nationality?.match(/[A-Za-z]/g)?.slice(0, 2) ?? [];
  return letters.length === 2 ? letters.join("").toUpperCase() : "KH";
}
