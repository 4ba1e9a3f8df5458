import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ecfId, openScenario, type Scenario, type Services } from "../../helpers/npq-scenario.js";

let scenario: Scenario;

beforeAll(async () => {
  scenario = await openScenario();
});

afterAll(() => scenario.close());

/** One user of each side with an application each, tied by no match key. */
function twoUsers(
  ecf: { fullName: string; school: string | null },
  npq: { fullName: string | null; school: string | null },
): Services {
  return {
    ecf: {
      users: { left: { fullName: ecf.fullName } },
      applications: { headship: { user: "left", school: ecf.school } },
    },
    npq: {
      users: { right: { fullName: npq.fullName } },
      applications: { maths: { user: "right", school: npq.school, ecfId: null } },
    },
  };
}

describe("candidates of users", () => {
  it("have the same first name and a school in common, seen from either side", async () => {
    const { users } = await scenario.reconcile(
      twoUsers({ fullName: "Sam Hill", school: "Oak Primary" }, { fullName: "Sam Wood", school: "Oak Primary" }),
    );
    expect(users.candidates).toEqual({
      "ecf.left": ["npq.right: same_first_name_and_school"],
      "npq.right": ["ecf.left: same_first_name_and_school"],
    });
    expect(users.orphans).toEqual(["ecf.left", "npq.right"]);
  });

  it("agree without regard to case and stray spaces", async () => {
    const { users } = await scenario.reconcile(
      twoUsers({ fullName: "  sAM Hill", school: "OAK primary" }, { fullName: "Sam\tWood", school: "Oak Primary " }),
    );
    expect(Object.keys(users.candidates)).toEqual(["ecf.left", "npq.right"]);
  });

  it.each([
    ["Sam", "Samantha"],
    ["Samantha", "Sam"],
    ["Sam Hill", "Samantha Hill"],
    ["Jo Sam", "Sam Jo"],
  ])("are not those whose first name only holds the other: %s, %s", async (left, right) => {
    const { users } = await scenario.reconcile(
      twoUsers({ fullName: left, school: "Oak Primary" }, { fullName: right, school: "Oak Primary" }),
    );
    expect(users.candidates).toEqual({});
  });

  it.each([
    ["another school", "Oak Primary", "Elm Primary"],
    ["no school", null, null],
    ["no school on one side", "Oak Primary", null],
    ["schools without a name", "", ""],
  ])("are not those with %s", async (_, left, right) => {
    const { users } = await scenario.reconcile(
      twoUsers({ fullName: "Sam Hill", school: left }, { fullName: "Sam Hill", school: right }),
    );
    expect(users.candidates).toEqual({});
  });

  it.each([null, "", "  "])("are not those without a name: %j", async (fullName) => {
    const { users } = await scenario.reconcile(
      twoUsers({ fullName: fullName ?? "", school: "Oak Primary" }, { fullName, school: "Oak Primary" }),
    );
    expect(users.candidates).toEqual({});
  });

  it("are not those without an application", async () => {
    const { users } = await scenario.reconcile({
      ecf: { users: { left: { fullName: "Sam Hill" } } },
      npq: {
        users: { right: { fullName: "Sam Hill" }, idle: { fullName: "Sam Hill" } },
        applications: { maths: { user: "right", school: "Oak Primary", ecfId: null } },
      },
    });
    expect(users.candidates).toEqual({});
  });

  it("may be matched or duplicates themselves", async () => {
    const { users } = await scenario.reconcile({
      ecf: {
        users: { matched: { fullName: "Sam Hill", trn: "7654321" } },
        applications: { headship: { user: "matched", school: "Oak Primary" } },
      },
      npq: {
        users: { matched: { fullName: "Sam Hill", trn: "7654321" }, right: { fullName: "Sam Hill" } },
        applications: { maths: { user: "right", school: "Oak Primary", ecfId: null } },
      },
    });
    expect(users.matched).toEqual(["ecf.matched npq.matched"]);
    expect(users.candidates).toEqual({ "npq.right": ["ecf.matched: same_first_name_and_school, same_full_name"] });
  });

  it("share any one of their schools", async () => {
    const { users } = await scenario.reconcile({
      ecf: {
        users: { left: { fullName: "Sam Hill" } },
        applications: { headship: { user: "left", school: "Elm" }, literacy: { user: "left", school: "Oak" } },
      },
      npq: {
        users: { right: { fullName: "Sam Wood" } },
        applications: {
          maths: { user: "right", school: "Oak", ecfId: null },
          science: { user: "right", school: "Ash", ecfId: null },
        },
      },
    });
    expect(Object.keys(users.candidates)).toEqual(["ecf.left", "npq.right"]);
  });

  it("come with the best first", async () => {
    const { users } = await scenario.reconcile({
      ecf: {
        users: {
          stranger: { fullName: "Sam Wood" },
          namesake: { fullName: "Sam  HILL" },
          twin: { fullName: "Sam Hill", email: "SAM@example.org" },
        },
        applications: {
          one: { user: "stranger", school: "Oak" },
          two: { user: "namesake", school: "Oak" },
          three: { user: "twin", school: "Oak" },
        },
      },
      npq: {
        users: { right: { fullName: "Sam Hill", email: "sam@example.org" } },
        applications: { maths: { user: "right", school: "Oak", ecfId: null } },
      },
    });
    expect(users.candidates["npq.right"]).toEqual([
      "ecf.twin: same_first_name_and_school, same_full_name, same_email",
      "ecf.namesake: same_first_name_and_school, same_full_name",
      "ecf.stranger: same_first_name_and_school",
    ]);
  });
});

describe("candidates of applications", () => {
  const ecf = {
    users: { ann: { fullName: "Ann" }, bob: { fullName: "Bob" } },
    applications: { left: { user: "ann", course: "NPQ for Headship", school: "Oak" } },
  };

  it("have the same course and the same user, seen from either side", async () => {
    const { applications } = await scenario.reconcile({
      ecf,
      npq: {
        users: { ann: { ecfId: ` ${ecfId("ann").toUpperCase()}` } },
        applications: { right: { user: "ann", course: "npq FOR headship ", ecfId: null } },
      },
    });
    expect(applications.candidates).toEqual({
      "ecf.left": ["npq.right: same_course_and_user"],
      "npq.right": ["ecf.left: same_course_and_user"],
    });
  });

  it("are ranked higher for the same school", async () => {
    const { applications } = await scenario.reconcile({
      ecf,
      npq: {
        users: { ann: { ecfId: ecfId("ann") } },
        applications: {
          elsewhere: { user: "ann", school: "Elm", ecfId: null },
          here: { user: "ann", school: "OAK", ecfId: null },
        },
      },
    });
    expect(applications.candidates["ecf.left"]).toEqual([
      "npq.here: same_course_and_user, same_school",
      "npq.elsewhere: same_course_and_user",
    ]);
  });

  it.each([
    ["another user", { ecfId: ecfId("bob") }, "NPQ for Headship"],
    ["a user without an ecf_id", { ecfId: null }, "NPQ for Headship"],
    ["a user with a blank ecf_id", { ecfId: " " }, "NPQ for Headship"],
    ["another course", { ecfId: ecfId("ann") }, "NPQ for Early Headship"],
  ])("are not those of %s", async (_, user, course) => {
    const { applications } = await scenario.reconcile({
      ecf,
      npq: { users: { other: user }, applications: { right: { user: "other", course, school: "Oak", ecfId: null } } },
    });
    expect(applications.orphans).toEqual(["ecf.left", "npq.right"]);
    expect(applications.candidates).toEqual({});
  });
});
