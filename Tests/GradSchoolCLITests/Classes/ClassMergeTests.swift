import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("Parts of a class")
struct ClassMergeTests {
  private let step = TestPackage.ids[1]
  private let students = (1...12).map { "student \($0)" }

  private func graded(_ own: FakeClass, _ part: String, to folder: String, seed: String = "7")
    -> Int32
  {
    own.run("class", "--submissions", "handed in", "--to", folder, "--part", part, "--seed", seed)
  }

  @Test("every submission is in one part, and the parts together are the class")
  func parts() throws {
    let own = try FakeClass()
    for student in students { try own.hand(in: "// right", step, of: student) }
    #expect(own.run("class", "--submissions", "handed in", "--to", "p1", "--part", "1/3") == 2)
    #expect(own.output.contains("must have the same seed"))
    for number in 1...3 { #expect(graded(own, "\(number)/3", to: "p\(number)") == 0) }
    #expect(own.run("class", "--merge", "p1", "p2", "p3", "--to", "graded") == 0, "\(own.output)")
    #expect(try own.table().keys.sorted() == students.sorted())
    #expect(try own.table().values.allSatisfy { $0["total"] == "10" })
    #expect(own.read("students/student 3.md").contains("**10 of 40 points**"))
    #expect(graded(own, "2/3", to: "p1") == 2)
    #expect(own.output.contains("The folder has the results of part 1/3"))
  }

  @Test("parts with some of the packs make a class with these packs")
  func somePacks() throws {
    let own = try FakeClass()
    for student in students { try own.hand(in: "// right", step, of: student) }
    for number in 1...2 {
      let code = own.run(
        ["class", "--submissions", "handed in", "--to", "p\(number)", "--part", "\(number)/2"]
          + ["--seed", "7", "--packs", "zebra"]
      )
      #expect(code == 0, "\(own.output)")
    }
    #expect(own.run("class", "--merge", "p1", "p2", "--to", "graded") == 0, "\(own.output)")
    let row = try #require(try own.table()["student 3"])
    #expect(row["possible"] == "20" && row["ant/first"] == nil)
    #expect(own.read("students/student 3.md").contains("**10 of 20 points**"))
  }

  @Test("parts that do not fit together are not merged, and each reason is told")
  func refused() throws {
    let own = try FakeClass()
    for student in students { try own.hand(in: "// right", step, of: student) }
    for number in 1...3 { #expect(graded(own, "\(number)/3", to: "p\(number)") == 0) }
    func merge(_ parts: String...) -> String {
      #expect(own.run(["class", "--to", "graded", "--merge"] + parts) == 2)
      return own.output
    }
    #expect(merge("p1", "p3").contains("part 2/3 is missing."))
    #expect(own.run("class", "--to", "p1", "--merge", "p1", "p2", "p3") == 2)
    #expect(own.output.contains("p1 is a part itself"))
    #expect(merge("p1", "p2", "p3", "p2").contains("p2 and p2 are both part 2."))
    #expect(graded(own, "2/3", to: "other", seed: "8") == 0)
    #expect(merge("p1", "other", "p3").contains("other was graded with another seed than p1."))
    #expect(graded(own, "2/4", to: "four") == 0)
    #expect(merge("p1", "four", "p3").contains("four is a part of 12 submissions in 4 parts"))
    #expect(own.package.read("graded/grades.csv") == nil)

    let part = try #require(
      try ClassFolder(own.package.root.appending(path: "p2")).settings()?.part
    )
    let lost = try #require(part.submissions.first)
    let place = own.package.root.appending(path: "p2/students/\(lost).json")
    let result = try Data(contentsOf: place)
    try FileManager.default.removeItem(at: place)
    #expect(merge("p1", "p2", "p3").contains("p2 is not finished: \(lost)."))
    try result.write(to: place)
    try result.write(to: own.package.root.appending(path: "p1/students/\(lost).json"))
    #expect(merge("p1", "p2", "p3").contains("\(lost) is in p1 and p2."))
    try FileManager.default.removeItem(
      at: own.package.root.appending(path: "p1/students/\(lost).json")
    )

    try own.package.write("// mended", to: step.graderPath)
    #expect(graded(own, "2/3", to: "mended") == 0)
    #expect(
      merge("p1", "mended", "p3").contains("with other graders or exercises than p1: zebra/step")
    )
  }

  @Test("a part is read as it is typed")
  func typed() throws {
    #expect(ClassPart("2/4")?.number == 2)
    for text in ["", "2", "0/4", "5/4", "2/0", "a/b", "1/2/3"] { #expect(ClassPart(text) == nil) }
    let names = (0..<4_000).map { "student-\($0)" }
    for number in 1...4 {
      let part = try #require(ClassPart("\(number)/4"))
      #expect((900...1_100).contains(names.count(where: part.has)))
    }
  }
}
