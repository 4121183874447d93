import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("Grading a class")
struct ClassGradingTests {
  private let step = TestPackage.ids[1]
  private let first = TestPackage.ids[3]

  @Test(
    "the same text is graded once, whoever hands it in, and a resubmission costs what is new in it"
  )
  func once() throws {
    let own = try FakeClass()
    for student in ["ann", "ben", "eve"] {
      try own.hand(in: "// right", step, of: student)
      try own.hand(in: "// \(student) is wrong", first, of: student)
    }
    #expect(own.grade("--seed", "7") == 0, "\(own.output)")
    let texts = own.graded.filter { !$0.contains("answer") }
    #expect(texts.filter { $0.hasPrefix("zebra/step") } == ["zebra/step // right"])
    #expect(texts.filter { $0.hasPrefix("ant/first") }.count == 3)
    #expect(try own.table()["ben"]?["zebra/step"] == "10")
    #expect(own.read("students/ben.md").contains("| zebra/step | ✔ passed | 10 of 10 |"))

    try own.hand(in: "// right now", first, of: "ann")
    #expect(own.grade() == 0, "\(own.output)")
    #expect(own.graded == ["ant/first // right now"])
    #expect(try own.table()["ann"]?["total"] == "20")
    #expect(own.read("students/ann.md").contains("**20 of 40 points**"))

    // Back to the text of before: nothing is built.
    try own.hand(in: "// ann is wrong", first, of: "ann")
    #expect(own.grade() == 0)
    #expect(own.graded.isEmpty)
    #expect(try own.table()["ann"]?["total"] == "10")
  }

  @Test("the page of a student who handed in a known text names the student's own file")
  func ownFile() throws {
    let own = try FakeClass()
    try own.hand(in: "// wrong", step, of: "ann")
    #expect(own.grade() == 0, "\(own.output)")
    _ = own.graded
    try own.package.write("// wrong", to: "handed in/ben/homework/step-1.swift")
    #expect(own.grade() == 0, "\(own.output)")
    #expect(own.graded.isEmpty)
    #expect(own.read("students/ben.md").contains("Your file: homework/step-1.swift"))
    #expect(!own.read("students/ann.md").contains("Your file"))
  }

  @Test("a verdict on a text is not one on the same text beside another that it uses")
  func neighbours() throws {
    let own = try FakeClass()
    let big = TestPackage.ids[0]
    for (student, text) in [("ann", "// right"), ("ben", "// right too")] {
      try own.hand(in: "// right with BigStep", step, of: student)
      try own.hand(in: text, big, of: student)
    }
    #expect(own.grade() == 0, "\(own.output)")
    #expect(own.graded.filter { $0.hasPrefix("zebra/step // right") }.count == 2)
  }

  @Test("a verdict that was kept for another text, or without proof, does not count")
  func proof() throws {
    let own = try FakeClass()
    try own.hand(in: "// right", step, of: "ann")
    #expect(own.grade() == 0)
    _ = own.graded
    let folder = "graded/verdicts/zebra/step"
    let place = own.package.root.appending(path: folder)
    let name = try #require(FileManager.default.contentsOfDirectory(atPath: place.path).first)
    let kept = try #require(own.package.read("\(folder)/\(name)"))
    for (was, now) in [("// right", "// wrong"), ("compiledHash", "otherHash")] {
      try own.package.write(kept.replacing(was, with: now), to: "\(folder)/\(name)")
      try FileManager.default.removeItem(at: own.package.root.appending(path: "graded/students"))
      #expect(own.grade() == 0)
      #expect(own.graded == ["zebra/step // right"])
    }
  }

  @Test("after a grader was mended nothing is mixed, and regrade says whose points have changed")
  func regrade() throws {
    let own = try FakeClass()
    try own.hand(in: "// halved", step, of: "ann")
    try own.hand(in: "// right", step, of: "ben")
    try own.hand(in: "// right", first, of: "ben")
    try own.hand(in: "// right", first, of: "eve")
    #expect(own.grade() == 0)
    _ = own.graded
    #expect(own.run("regrade", "--to", "graded") == 0)
    #expect(own.output.contains("No grader has changed"))

    try own.package.write("// mended", to: step.graderPath)
    try own.hand(in: "// right", step, of: "late", "late")
    #expect(own.run("class", "--submissions", "late", "--to", "graded") == 2)
    #expect(
      own.output.contains("These graders have changed since this class was graded:\n  zebra/step\n")
    )
    #expect(own.run("class", "--to", "graded", "--table") == 2)
    #expect(own.output.contains("These graders have changed since this class was graded:"))
    #expect(own.graded.isEmpty)

    #expect(own.run("regrade", "step", "--to", "graded") == 0, "\(own.output)")
    #expect(
      own.graded.filter { !$0.contains("answer") } == [
        "zebra/step // halved", "zebra/step // right",
      ]
    )
    #expect(own.output.contains("1 mark has changed: changes.csv\n  ann: zebra/step 5 → 0\n"))
    let changes = try Data(contentsOf: own.package.root.appending(path: "graded/changes.csv"))
    #expect(
      changes == Data("\u{FEFF}student,exercise,before,after\r\nann,zebra/step,5,0\r\n".utf8)
    )
    #expect(try own.table()["ann"]?["total"] == "0")
    #expect(own.read("students/ann.md").contains("**0 of 40 points**"))
    #expect(try own.table().keys.sorted() == ["ann", "ben", "eve"])
    #expect(own.run("class", "--submissions", "late", "--to", "graded") == 0, "\(own.output)")
    #expect(try own.table().keys.sorted() == ["ann", "ben", "eve", "late"])
  }

  @Test(
    "with two graders mended, one is no table; a regrading that was stopped is ended by any other"
  )
  func regradeTwo() throws {
    let own = try FakeClass()
    for student in ["ann", "ben"] {
      try own.hand(in: "// halved", step, of: student)
      try own.hand(in: "// halved", first, of: student)
    }
    #expect(own.grade() == 0)
    let place = own.package.root.appending(path: "graded/students/ben.json")
    let before = try Data(contentsOf: place)
    for id in [step, first] { try own.package.write("// mended", to: id.graderPath) }
    let table = own.read("grades.csv")
    #expect(own.run("regrade", "step", "--to", "graded") == 1)
    #expect(own.output.contains("No table was written. To grade these anew"), "\(own.output)")
    #expect(own.read("grades.csv") == table)

    // As if it had been stopped before ben.
    try before.write(to: place)
    try own.package.write(
      "{\"exercises\":[\"zebra/step\"],\"points\":{\"ann\":{\"zebra/step\":5}}}",
      to: "graded/work/regrade.json"
    )
    #expect(own.run("regrade", "ant/first", "--to", "graded") == 0, "\(own.output)")
    #expect(own.output.contains("ann: zebra/step 5 → 0"), "\(own.output)")
    #expect(try own.table().mapValues { $0["total"] } == ["ann": "0", "ben": "0"])
    #expect(own.package.read("graded/work/regrade.json") == nil)
  }

  @Test("a namesake who hands in later has a row of their own, and who hands in again keeps theirs")
  func namesakes() throws {
    let own = try FakeClass()
    func folder(_ number: Int) -> String { "Wei Zhang_\(number)_assignsubmission_file_" }
    try own.hand(in: "// right", step, of: folder(1111))
    #expect(own.grade() == 0, "\(own.output)")
    try own.hand(in: "// wrong", step, of: folder(2222), "late")
    #expect(own.run("class", "--submissions", "late", "--to", "graded") == 0, "\(own.output)")
    #expect(
      try own.table().mapValues { $0["total"] } == ["Wei Zhang": "10", "Wei Zhang (2222)": "0"]
    )
    for number in [1111, 2222] {
      try own.hand(in: "// right now", step, of: folder(number), "both")
    }
    #expect(own.run("class", "--submissions", "both", "--to", "graded", "--table") == 0)
    #expect(own.run("class", "--submissions", "both", "--to", "graded") == 0, "\(own.output)")
    #expect(
      try own.table().mapValues { $0["total"] } == ["Wei Zhang": "10", "Wei Zhang (2222)": "10"]
    )
  }

  @Test("results of another seed, of other exercises or of other graders are named and left out")
  func others() throws {
    let own = try FakeClass()
    for student in ["ann", "ben", "eve", "zoe"] { try own.hand(in: "// right", step, of: student) }
    try own.hand(in: "// right", first, of: "ann")
    #expect(own.grade("--seed", "7") == 0)
    #expect(
      own.run(
        "class",
        "--submissions",
        "handed in",
        "--to",
        "part",
        "--packs",
        "zebra",
        "--seed",
        "7"
      ) == 0
    )
    let files = FileManager.default
    func copy(_ name: String, as other: String) throws {
      let target = own.package.root.appending(path: "graded/students/\(other).json")
      try? files.removeItem(at: target)
      try files.copyItem(
        at: own.package.root.appending(path: "part/students/\(name).json"),
        to: target
      )
    }
    try copy("eve", as: "eve")
    try own.package.write("{", to: "graded/students/zoe.json")
    #expect(own.run("class", "--to", "graded", "--table") == 0)
    #expect(
      own.output.contains("left out: eve, graded with other exercises: ant/first, ant/second")
    )
    #expect(
      own.output.contains("left out: students/zoe.json, which is damaged or of an older GradSchool")
    )
    #expect(try own.table().keys.sorted() == ["ann", "ben"])

    try own.hand(in: "// right", step, of: "late", "late")
    #expect(own.run("class", "--submissions", "late", "--to", "graded", "--seed", "8") == 2)
    #expect(own.output.contains("have another seed, and one table has one grading."))
    #expect(own.run("class", "--submissions", "late", "--to", "eight", "--seed", "8") == 0)
    try files.copyItem(
      at: own.package.root.appending(path: "eight/students/late.json"),
      to: own.package.root.appending(path: "graded/students/late.json")
    )
    #expect(own.run("class", "--to", "graded", "--table") == 0)
    #expect(own.output.contains("left out: late, graded with another seed"))
    #expect(try own.table().keys.sorted() == ["ann", "ben"])
  }

  @Test("the tables are there at any time, with a row for what is not graded yet")
  func table() throws {
    let own = try FakeClass()
    #expect(own.run("class", "--to", "graded", "--table") == 2)
    #expect(own.output.contains("has no results of a class"))
    try own.hand(in: "// right", step, of: "ann")
    #expect(own.grade() == 0)
    try own.hand(in: "// right", step, of: "ben")
    #expect(own.grade("--table") == 1)
    #expect(own.output.contains("1 of 2 submissions are graded"))
    let table = try own.table()
    #expect(table["ben"]?["state"] == "not graded yet" && table["ben"]?["total"] == "")
    #expect(table["ann"]?["state"] == "graded" && table["ann"]?["total"] == "10")
  }

  @Test("overrides count in the tables and on the pages, with their reasons")
  func overrides() throws {
    let own = try FakeClass()
    try own.hand(in: "// halved", step, of: "ann")
    try own.hand(in: "// right", step, of: "ben")
    let table = "student,exercise,points,reason\r\nann,zebra/step,9,\"unclear, in part\"\r\n"
    try own.package.write(table, to: "graded/overrides.csv")
    #expect(own.grade() == 0, "\(own.output)")
    #expect(try own.table()["ann"]?["zebra/step"] == "9")
    #expect(try own.table()["ann"]?["total"] == "9")
    #expect(
      try own.table()["ann"]?["remarks"] == "zebra/step: 9 points instead of 5: unclear, in part"
    )
    #expect(
      own.read("students/ann.md").contains("zebra/step: 9 points instead of 5: unclear, in part")
    )
    #expect(own.read("students/ann.md").contains("**9 of 40 points**"))

    // Once it is gone, the page is as before.
    try own.package.write("student,exercise,points,reason\r\n", to: "graded/overrides.csv")
    #expect(own.run("class", "--to", "graded", "--table") == 0)
    #expect(own.read("students/ann.md").contains("**5 of 40 points**"))
    try own.package.write(
      "student,exercise,points,reason\r\n\r\nanne,zebra/step,9,x",
      to: "graded/overrides.csv"
    )
    #expect(own.run("class", "--to", "graded", "--table") == 2)
    // Before anything is graded, too.
    _ = own.graded
    try own.hand(in: "// another wrong one", step, of: "ann")
    #expect(own.grade() == 2)
    #expect(own.graded.isEmpty)
    #expect(
      own.output.contains("overrides.csv:3: the tables have no student “anne”. Did you mean ann?")
    )
  }

  @Test("class.json has everything but the seed")
  func json() throws {
    let own = try FakeClass()
    try own.hand(in: "// halved", step, of: "ann")
    #expect(own.grade("--json", "--seed", "424242424242") == 0)
    let text = own.read("class.json")
    #expect(!text.contains("424242424242") && !text.contains("\"seed\""))
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    )
    let students = try #require(json["students"] as? [[String: Any]])
    #expect(students.first?["total"] as? Int == 5)
    let exercises = students.first?["exercises"] as? [[String: Any]]
    let verdict = exercises?.first?["verdict"] as? [String: Any]
    #expect(verdict?["state"] as? String == "wrong")
  }
}
