import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("The marks of a class")
struct ClassTableTests {
  private let package: TestPackage
  private var catalog: Catalog { Catalog(package.workspace) }
  private let step = TestPackage.ids[1]

  init() throws { package = try TestPackage() }

  private func origin(_ name: String, id: String? = nil, time: String? = nil, late: Bool = false)
    -> SubmissionOrigin
  {
    SubmissionOrigin(
      name: name,
      id: id,
      folder: name,
      time: time.flatMap(Lateness.time),
      isLate: late
    )
  }

  private func result(_ origin: SubmissionOrigin, _ state: State?, earned: Int = 10)
    -> StudentResult
  {
    var result = StudentResult(
      Submission(name: origin.name, sources: [:]),
      state.map { state in
        [
          Verdict(
            exercise: "\(step)",
            state: state,
            possible: 10,
            checks: [Check(.forward, .passed, possible: earned)],
            sourcePath: step.sourcePath,
            sourceHash: "",
            run: "",
            seed: 1
          )
        ]
      } ?? [],
      GradingIdentity(exercises: [:]),
      seed: 1
    )
    result.origin = origin
    return result
  }

  @Test(
    "a number of one person with the name of another is nobody's; an absent namesake has another key"
  )
  func namesakes() throws {
    let roster = try Roster(
      Data("Name;ID number;Email\nBob Berg;111;\nAnna Lee;1;\nAnna Lee;2;\n".utf8),
      path: "roster.csv"
    )
    #expect(roster.person(origin("Bob Berg", id: "111")) == 0)
    #expect(roster.person(origin("Berg, Bob", id: "777")) == 0)
    #expect(roster.person(origin("Anna Lee", id: "111")) == nil)
    #expect(roster.person(origin("somebody", id: "111")) == 0)
    let table = ClassTable([result(origin("Anna Lee", id: "1"), .passed)], catalog, roster: roster)
    #expect(table.rows.map(\.student) == ["Anna Lee", "Anna Lee (2)", "Bob Berg"])
    let absent = ClassTable([], catalog, roster: roster).rows.map(\.student)
    #expect(absent == ["Anna Lee", "Anna Lee (2)", "Bob Berg"])
  }

  @Test("what could not be read, was not handed in or could not be graded is never 0")
  func neverZero() throws {
    var unreadable = result(origin("ben"), nil)
    unreadable.unreadable = "ben is an archive that is damaged."
    let roster = try Roster(Data("Name;ID\nCarl;3\nann;1\n".utf8), path: "roster.csv")
    let table = ClassTable(
      [result(origin("ann"), .inconclusive, earned: 0), unreadable],
      catalog,
      roster: roster,
      waiting: [origin("dora")]
    )
    #expect(table.rows.map(\.student) == ["Carl", "ann", "ben", "dora"])
    #expect(table.rows.map(\.state) == [.handedInNothing, .doubtful, .unreadable, .notGraded])
    #expect(table.rows.map(\.isFinal) == [false, false, false, false])
    let lines = table.csv.split(separator: "\r\n")
    #expect(
      lines.dropFirst().map(String.init) == [
        "Carl,Carl,3,,,,,,,,,,40,handed in nothing,",
        "ann,ann,1,,,,,?,,,0,0,40,look at it,zebra/step could not be graded.",
        "ben,,,,,,,,,,,,40,unreadable,"
          + "\"ben is an archive that is damaged. Nobody in the roster has this name, number or e-mail address.\"",
        "dora,,,,,,,,,,,,40,not graded yet,\"Nobody in the roster has this name, number or e-mail address.\"",
      ]
    )
    #expect(
      table.csv.hasPrefix("\u{FEFF}student,name,id,e-mail,handed in,days late,zebra/big-step,")
    )
  }

  @Test("lateness takes points off by the days, and the grace is clear")
  func late() throws {
    let due = try #require(Lateness.time("2026-12-01T12:00+00:00"))
    let shown = Lateness.text(due)
    #expect(
      shown.contains(/^2026-1[12]-\d\dT\d\d:\d\d:00(Z|[+-]\d\d:\d\d)$/)
        && Lateness.time(shown) == due
    )
    let lateness = Lateness(due: due, grace: 15, percentPerDay: 10)
    func days(_ time: String) -> Int? { Lateness.time(time).map(lateness.days) }
    #expect(days("2026-12-01T12:00+00:00") == 0)
    #expect(days("2026-12-01T12:15+00:00") == 0)
    #expect(days("2026-12-01T12:16+00:00") == 1)
    #expect(days("2026-12-02T12:00+00:00") == 1)
    #expect(days("2026-12-02T12:01+00:00") == 2)
    #expect(days("2026-12-01T13:05+01:00") == 0)
    #expect(lateness.points(10, after: 2) == 8)
    #expect(lateness.points(7, after: 1) == 6.3)
    #expect(lateness.points(7, after: 11) == 0)
    #expect(Lateness(due: due).points(7, after: 11) == 7)
    #expect(Lateness.time("2026-12-01") == nil && Lateness.time("tomorrow") == nil)

    let table = ClassTable(
      [
        result(origin("ann", time: "2026-12-03T11:00+00:00"), .passed),
        result(origin("ben", time: "2026-11-03T11:00+00:00"), .passed),
        result(origin("carl", late: true), .passed), result(origin("dora"), .passed),
      ],
      catalog,
      lateness: lateness
    )
    #expect(table.rows.map(\.points) == [8, 10, 10, 10])
    #expect(table.rows.map(\.total) == [10, 10, 10, 10])
    #expect(table.rows.map(\.daysLate) == [2, 0, nil, nil])
    #expect(table.rows[0].remarks == ["Handed in 2 days late: 8 of the 10 points count."])
    #expect(table.rows[2].remarks == [ClassText.lateWithoutTime])
    #expect(table.rows[3].remarks == [ClassText.noTime])
    let page = result(origin("ann"), .passed).page(catalog, table.rows[0])
    #expect(page.contains("**8 of 40 points, which were 10 before lateness**"))
  }

  @Test("Canvas gets a column after Section, and only final points")
  func canvas() throws {
    let text = """
      Student,ID,SIS User ID,SIS Login ID,Section,GradSchool (4711),Final Score
          Points Possible,,,,,100,(read only)
      "Noether, Emmy",12,E1,emmy,A,,3
      "Hilbert, David",13,D1,david,A,,
      "Student, Test",14,,,A,,
      """
    let roster = try Roster(Data(text.utf8), path: "roster.csv")
    #expect(roster.form == .canvas && roster.people.count == 2)
    let results = [
      result(origin("noetheremmy", id: "12"), .passed),
      result(origin("hilbertdavid"), .inconclusive),
    ]
    let tables = LMSTables(table: ClassTable(results, catalog, roster: roster))
    #expect(
      tables.canvas(roster, assignment: nil) == """
        Student,ID,SIS User ID,SIS Login ID,Section,GradSchool (4711)\r
            Points Possible,,,,,40\r
        "Noether, Emmy",12,E1,emmy,A,10\r
        "Hilbert, David",13,D1,david,A,\r

        """
    )
    #expect(
      tables.canvas(roster, assignment: "Week 1").hasPrefix(
        "Student,ID,SIS User ID,SIS Login ID,Section,Week 1\r\n"
      )
    )
  }

  @Test(
    "Moodle gets its worksheet back, in the scale of its maximum, or a table with e-mail addresses"
  )
  func moodle() throws {
    let worksheet =
      "\u{FEFF}Identifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (grade),Feedback comments\n"
      + "Participant 1234567,Emmy Noether,emmy@uni.example,Submitted,,\"100,00\",-,\n"
    let roster = try Roster(Data(worksheet.utf8), path: "roster.csv")
    #expect(roster.form == .moodleWorksheet)
    let table = ClassTable(
      [result(origin("Emmy N.", id: "1234567"), .passed)],
      catalog,
      roster: roster
    )
    #expect(
      LMSTables(table: table).moodleWorksheet(roster).split(separator: "\r\n").last
        == "Participant 1234567,Emmy Noether,emmy@uni.example,Submitted,25,\"100,00\",-,10 of 40 points."
    )
    let list = "First name;Last name;ID number;Email address\nEmmy;Noether;17;emmy@uni.example\n"
    let people = try Roster(Data(list.utf8), path: "roster.csv")
    #expect(people.form == .moodle)
    let other = ClassTable([result(origin("Emmy Noether"), .passed)], catalog, roster: people)
    #expect(
      LMSTables(table: other).moodle(people).split(separator: "\r\n").map(String.init) == [
        "Email address,ID number,Full name,Grade,Feedback",
        "emmy@uni.example,17,Emmy Noether,10,10 of 40 points.",
      ]
    )
    var from = origin("Emmy Noether")
    from.folder = "Emmy Noether_1234567_assignsubmission_file_"
    #expect(
      LMSTables.feedbackFolder(from) == "Emmy Noether_1234567_assignsubmission_file_"
    )
    from.folder = "Emmy Noether_1234567_assignsubmission_file"
    #expect(
      LMSTables.feedbackFolder(from) == "Emmy Noether_1234567_assignsubmission_file_"
    )
    from.folder = "emmy"
    #expect(LMSTables.feedbackFolder(from) == nil)
  }

  @Test(
    "a roster is joined by number, by e-mail address, or by name, but never by a name of two students"
  )
  func roster() throws {
    let text =
      "Name,SID,Email\nEmmy Noether,17,emmy@uni.example\nZoë O'Brien,18,\nAnn Lee,19,\nLee Ann,20,\n"
    let roster = try Roster(Data(text.utf8), path: "roster.csv")
    func person(_ origin: SubmissionOrigin) -> String? {
      roster.person(origin).map { roster.people[$0].ids[0] }
    }
    #expect(person(origin("x", id: "17")) == "17")
    #expect(person(SubmissionOrigin(name: "x", email: "EMMY@uni.example", folder: "x")) == "17")
    #expect(person(origin("17")) == "17")
    #expect(person(origin("Noether, Emmy")) == "17")
    #expect(person(origin("noetheremmy")) == "17")
    #expect(person(origin("zoe o'brien")) == "18")
    #expect(person(origin("Obrien, Zoe")) == "18")
    #expect(person(origin("Lee, Ann")) == nil)
    #expect(person(origin("somebody")) == nil)
    #expect(throws: ProgramError.self) { try Roster(Data("a,b\n1,2\n".utf8), path: "roster.csv") }
  }

  @Test("an override without a reason, above the maximum or for nobody is an error with its line")
  func overrides() throws {
    func problem(_ line: String) -> String {
      do {
        let data = Data("student;exercise;points;reason\n\n\(line)\n".utf8)
        _ = try Overrides(data, path: "overrides.csv", catalog, students: ["ann", "ben"])
        return ""
      } catch { return "\(error)" }
    }
    #expect(problem("ann;zebra/step;10;fair") == "")
    #expect(problem("ann;zebra/step;10;").hasPrefix("overrides.csv:3: there is no reason."))
    #expect(problem("ann;zebra/step;11;x").contains("a whole number from 0 to 10"))
    #expect(problem("ann;zebra/step;-1;x").contains("a whole number from 0 to 10"))
    #expect(problem("ann;zebra/stop;1;x").contains("Did you mean zebra/step?"))
    #expect(problem("carl;zebra/step;1;x").contains("no student “carl”"))
    #expect(problem("ann;zebra/step;1;x\nann;zebra/step;2;y").hasPrefix("overrides.csv:4:"))
    #expect(throws: ProgramError.self) {
      try Overrides(Data("ann,zebra/step,1,x\n".utf8), path: "o", catalog, students: ["ann"])
    }
  }

  @Test("a table is read as spreadsheets save it")
  func csv() {
    #expect(
      CSV(Data("\u{FEFF}a;b\r\n1;\"2;\"\"3\"\r\n".utf8)).rows.map(\.cells) == [
        ["a", "b"], ["1", "2;\"3"],
      ]
    )
    #expect(CSV("a\tb\n\n\"x\ny\"\tz").rows.map(\.line) == [1, 3])
    #expect(CSV("a\tb\n\n\"x\ny\"\tz").rows[1].cells == ["x\ny", "z"])
    #expect(CSV("a,Zo\u{EB}\n".data(using: .utf16)!).rows.map(\.cells) == [["a", "Zo\u{EB}"]])
    #expect(CSV(Data([0x5A, 0x6F, 0xEB, 0x2C, 0x31])).rows.map(\.cells) == [["Zoë", "1"]])
    #expect(CSV("").rows.isEmpty)
  }

  @Test(
    "a table keeps every name in its cell, no cell is a formula, and both are undone in reading"
  )
  func cells() {
    #expect(CSV.cell("Ann") == "Ann")
    #expect(CSV.cell("Jr., \"Bo\"") == "\"Jr., \"\"Bo\"\"\"")
    #expect(CSV.cell("=SUM(A1)") == "'=SUM(A1)")
    #expect(CSV.cell("a\nb") == "\"a\nb\"")
    let names = ["=1+1, \"quoted\"", "'Ann", "a\nb"]
    #expect(CSV(CSV.text([names])).rows.map(\.cells) == [names])
  }
}
