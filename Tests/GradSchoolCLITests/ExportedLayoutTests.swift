import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

/// Classes as they come out of an LMS, graded by the command `class` with a stand-in for the compiler.
@Suite("Submissions as they are exported")
struct ExportedLayoutTests {
  private let package: TestPackage
  /// In the place of the points of a student of whom nothing could be placed.
  private let unreadable = -1

  init() throws {
    package = try TestPackage()
    for pack in ["Zebra", "Ant"] {
      try package.write("`Second.swift` `BigStep.swift`", to: "Exercises/\(pack)/README.md")
    }
    for id in TestPackage.ids { try package.write("// a grader\n", to: id.graderPath) }
  }

  private func hand(_ text: String, _ path: String) throws {
    try package.write(text, to: "in/\(path)")
  }

  private func hand(_ data: Data, _ path: String) throws {
    try hand("", path)
    try data.write(to: package.root.appending(path: "in/\(path)"))
  }

  /// Grades the class, and returns what each student earned; nil for one of whom nothing could be placed.
  private func marks(_ options: String...) throws -> [String: Int] {
    let code = Program.run(
      ["class", "--submissions", "in", "--to", "out", "--seed", "7"] + options,
      in: package.root,
      console: package.console,
      toolchain: { JudgingToolchain(workspace: $0) }
    )
    #expect(code < 2, "\(package.errors)")
    let folder = package.root.appending(path: "out/students").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var marks: [String: Int] = [:]
    for name in names where name.hasSuffix(".json") {
      let data = try #require(package.read("out/students/\(name)")).data(using: .utf8) ?? Data()
      let result = try JSONDecoder().decode(StudentResult.self, from: data)
      marks[result.student] =
        result.verdicts.isEmpty ? unreadable : result.verdicts.reduce(0) { $0 + $1.earned }
    }
    return marks
  }

  private func submission(_ name: String) throws -> Submission {
    let catalog = Catalog(package.workspace)
    let list = try SubmissionList(package.root.appending(path: "in"), catalog: catalog)
    let item = try #require(
      list.items.first { $0.origin.name == name },
      "\(list.items.map(\.origin.name))"
    )
    return Submission(
      item,
      exercises: catalog.exercises.map(\.id),
      catalog: catalog,
      workspace: package.workspace
    )
  }

  @Test("folders: of the package, of a pack, flat, wrapped, in other letters")
  func folders() throws {
    for (name, path) in [
      ("ann", "Exercises/Ant/First.swift"), ("ben", "Ant/First.swift"), ("cem", "First.swift"),
      ("dan", "hw1/final version/Exercises/Ant/First.swift"),
      ("eve", "EXERCISES/ant/first.swift"), ("fay", "homework/First.swift"),
    ] { try hand("// right\n", "\(name)/\(path)") }
    try hand("// wrong\n", "gil/__MACOSX/Ant/First.swift")
    try hand("// right\n", "gil/Ant/First.swift")
    try hand("// wrong\n", "hal/Ant/First.swift")
    #expect(
      try marks() == [
        "ann": 10, "ben": 10, "cem": 10, "dan": 10, "eve": 10, "fay": 10, "gil": 10, "hal": 0,
      ]
    )
  }

  @Test("archives of each student, as zip, tar and tar.gz; files beside them are no students")
  func archives() throws {
    let path = "hw1/Exercises/Ant/First.swift"
    let tar = TarWriter.archive([(path, "// right\n", "0")])
    try hand(
      ZipWriter.archive([path: "// right\n", "__MACOSX/hw1/Exercises/Ant/._First.swift": "x"]),
      "ann.zip"
    )
    try hand(tar, "ben.tar")
    try hand(GzipWriter.compress(tar), "cem.tar.gz")
    try hand(GzipWriter.compress(tar), "dan.tgz")
    try hand(ZipWriter.archive(["eve.zip": "no archive"]), "eve.zip")
    try hand("Rar!", "fay.rar")
    try hand("// wrong\n", "notes.txt")
    try hand("// wrong\n", "First.swift")
    #expect(
      try marks() == [
        "ann": 10, "ben": 10, "cem": 10, "dan": 10, "eve": unreadable, "fay": unreadable,
      ]
    )
    #expect(
      package.errors.contains(
        "Left out, since a file beside the submissions is no submission: First.swift, notes.txt."
      )
    )
    #expect(try submission("eve").unreadable == "eve/eve.zip is no zip or tar archive.")
    #expect(try submission("fay").unreadable?.contains("kind .rar, which is not read") == true)
  }

  @Test("Moodle: folders of files and of online texts; one archive of all, with archives in it")
  func moodle() throws {
    let inner = ZipWriter.archive(["Linear/Ant/First.swift": "// right\n"])
    let nested = ZipWriter.archive([
      .init("again.zip", Array(ZipWriter.archive(["First.swift": "// right\n"])))
    ])
    let all = ZipWriter.archive([
      .init("Ann Lee_1234567_assignsubmission_file/First.swift", "// right\n"),
      .init("Ann Lee_1234567_assignsubmission_onlinetext/onlinetext.html", "<p>Here.</p>"),
      .init("Zoë de la Cruz_1234568_assignsubmission_file_/hw.zip", Array(inner)),
      .init("Ann Lee_1234569_assignsubmission_file/src/Second.swift", "// right\n"),
      .init("Only Text_1234570_assignsubmission_onlinetext/onlinetext.html", "<p>Sorry.</p>"),
      .init("Too Deep_1234571_assignsubmission_file/hw.zip", Array(nested)),
    ])
    let expected = [
      "Ann Lee (1234567)": 10, "Ann Lee (1234569)": 10, "Zoë de la Cruz": 10,
      "Only Text": unreadable, "Too Deep": unreadable,
    ]
    // The archive in a folder of its own, and the archive itself.
    try hand(all, "CS101-Backprop-991.zip")
    #expect(try marks() == expected)
    try FileManager.default.moveItem(
      at: package.root.appending(path: "in/CS101-Backprop-991.zip"),
      to: package.root.appending(path: "all.zip")
    )
    try FileManager.default.removeItem(at: package.root.appending(path: "in"))
    try FileManager.default.moveItem(
      at: package.root.appending(path: "all.zip"),
      to: package.root.appending(path: "in")
    )
    #expect(try marks() == expected)
    #expect(try submission("Zoë de la Cruz").origin.id == "1234568")
    #expect(try submission("Too Deep").unreadable?.contains("archive in an archive in") == true)
    #expect(try submission("Only Text").unreadable?.contains("There is onlinetext.html.") == true)
  }

  @Test("Moodle without folders: the names of the files tell whose they are")
  func moodleFlat() throws {
    try hand("// right\n", "Ann Lee_1234567_assignsubmission_file_First.swift")
    try hand("// right\n", "Ann Lee_1234567_assignsubmission_file_Second.swift")
    try hand("// wrong\n", "Ben Roe_1234568_assignsubmission_file_First.swift")
    #expect(try marks() == ["Ann Lee": 20, "Ben Roe": 0])
  }

  @Test("Canvas: flat files with numbers; the latest version of a file counts, and that is said")
  func canvas() throws {
    try hand("// wrong\n", "leeann_100_5001_First.swift")
    try hand("// right\n", "leeann_100_5002_First-1.swift")
    try hand("// right\n", "roeben_LATE_101_5003_First-3.swift")
    try hand(ZipWriter.archive(["a/Ant/First.swift": "// right\n"]), "poecem_102_5004_hw.zip")
    try hand("// wrong\n", "kaydan_103_999_First.swift")
    try hand("// right\n", "kaydan_103_5006_First.swift")
    try hand("// right\n", "anon_x4Tq1_5007_Second.swift")
    try hand("<html>", "deeeve_104_text.html")
    #expect(
      try marks() == ["leeann": 10, "roeben": 10, "poecem": 10, "kaydan": 10, "anon_x4Tq1": 10]
    )
    let ann = try submission("leeann")
    #expect(ann.origin.id == "100" && !ann.origin.isLate)
    #expect(ann.notes == ["First.swift was ignored, because First-1.swift is there too."])
    #expect(try submission("roeben").origin.isLate)
    #expect(try submission("anon_x4Tq1").origin.id == "x4Tq1")
  }

  @Test("names that only look like Canvas's are students' own")
  func notCanvas() throws {
    let archive = ZipWriter.archive(["First.swift": "// right\n"])
    try hand(archive, "lab_1_2_ann.zip")
    try hand(archive, "lab_1_2_ben.zip")
    try hand("// right\n", "cs_2026_1_cem/First.swift")
    #expect(try marks() == ["lab_1_2_ann": 10, "lab_1_2_ben": 10, "cs_2026_1_cem": 10])
  }

  @Test("Gradescope: names, numbers and times from the metadata, once for each of a group")
  func gradescope() throws {
    let export = "assignment_7_export"
    try hand("// right\n", "\(export)/submission_11/Ant/First.swift")
    try hand("// right\n", "\(export)/submission_12/First.swift")
    try hand("// wrong\n", "\(export)/submission_13/First.swift")
    try hand(
      """
      ---
      submission_11:
        :submitters:
        - :name: Ann Lee
          :sid: '0042'
          :email: ann@example.edu
        :created_at: 2026-03-01 04:30:00.123456789 -08:00
        :score: 3.0
        :results:
          tests:
          - name: 'x'
        :history:
        - :id: 10
          :created_at: 2026-02-01 04:30:00 -08:00
      submission_12:
        :submitters:
        - :name: Ben "B" O'Roe
          :sid:
          :email: ben@example.edu
        - :name: "Cem Poe"
          :email: cem@example.edu
        :created_at: 2026-03-02 04:30:00 Z

      """,
      "\(export)/submission_metadata.yml"
    )
    #expect(
      try marks() == ["Ann Lee": 10, "Ben \"B\" O'Roe": 10, "Cem Poe": 10, "submission_13": 0]
    )
    let ann = try submission("Ann Lee")
    #expect(ann.origin.id == "0042" && ann.origin.email == "ann@example.edu")
    // 12:30 in Greenwich.
    #expect(ann.origin.time == Date(timeIntervalSince1970: 1_772_368_200.0))
    #expect(try submission("Cem Poe").origin.id == nil)
  }

  @Test("Gradescope: metadata that is there and cannot be read is no missing one")
  func unreadableMetadata() throws {
    try hand("// right\n", "submission_11/First.swift")
    try FileManager.default.createSymbolicLink(
      atPath: package.root.appending(path: "in/submission_metadata.yml").path,
      withDestinationPath: "/dev/null"
    )
    let code = package.run("class", "--submissions", "in", "--to", "out")
    #expect(code == 2)
    #expect(package.errors.contains("submission_metadata.yml cannot be read: the file with the"))
    #expect(package.read("out/grades.csv") == nil)
  }

  @Test("GitHub Classroom: repositories with the name of the assignment before the student's")
  func classroom() throws {
    for name in ["ann", "alan-b"] {
      try hand("// right\n", "hw1-\(name)/Exercises/Ant/First.swift")
      try hand("ref: refs/heads/main", "hw1-\(name)/.git/HEAD")
      try hand("// wrong\n", "hw1-\(name)/.gradschool/stubs/Ant/Second.swift")
      try hand("// wrong\n", "hw1-\(name)/Tests/AntTests/Second.swift")
    }
    #expect(try marks() == ["ann": 10, "alan-b": 10])
    #expect(try submission("alan-b").origin.folder == "hw1-alan-b")
  }

  @Test("a pattern tells student, time and file; other names are left out, and that is said")
  func pattern() throws {
    try hand("// wrong\n", "HW_ann_attempt_2026-03-01-10-00-00_First.swift")
    try hand("// right\n", "HW_ben_attempt_2026-03-01-10-00-00_First.swift")
    try hand("// right\n", "HW_ben_attempt_2026-03-01-10-00-00_Second.swift")
    try hand("// right\n", "First.swift")
    let pattern = #"HW_(?<student>\w+)_attempt_(?<time>[-\d]+)_(?<file>.+)"#
    #expect(try marks("--pattern", pattern) == ["ann": 0, "ben": 20])
    #expect(package.errors.contains("--pattern does not match the name: First.swift."))
    for broken in ["(?<student>.+", ".+", "(?<student>.+)(?<mark>.)"] {
      #expect(
        package.run("class", "--submissions", "in", "--to", "out", "--pattern", broken) == 2
      )
      #expect(package.errors.contains("--pattern"))
    }
  }

  @Test("texts in UTF-8 with a mark, UTF-16 and Latin-1 are read; binary files are not")
  func encodings() throws {
    let text = "// right, d’après Kürşat\n"
    try hand(Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8), "ann/First.swift")
    for (name, mark, encoding) in [
      ("ben", [0xFF, 0xFE], String.Encoding.utf16LittleEndian),
      ("cem", [0xFE, 0xFF], .utf16BigEndian),
    ] as [(String, [UInt8], String.Encoding)] {
      try hand(Data(mark) + (text.data(using: encoding) ?? Data()), "\(name)/First.swift")
    }
    try hand(Data("// right, apr".utf8) + Data([0xE8, 0x73, 0x0A]), "dan/First.swift")
    try hand(text.data(using: .utf16LittleEndian) ?? Data(), "fay/First.swift")
    try hand(text.data(using: .utf16BigEndian) ?? Data(), "gil/First.swift")
    try hand(Data([0, 1, 2, 0xFF]), "eve/First.swift")
    #expect(
      try marks() == ["ann": 10, "ben": 10, "cem": 10, "dan": 10, "eve": 0, "fay": 10, "gil": 10]
    )
    let id = TestPackage.ids[3]
    #expect(try submission("ann").sources[id] == text && submission("ann").notes == [])
    #expect(try submission("ben").sources[id] == text && submission("cem").sources[id] == text)
    #expect(try submission("cem").notes == ["First.swift was read as UTF-16. Save it as UTF-8."])
    #expect(try submission("dan").sources[id] == "// right, après\n")
    // What may hide work is no 0.
    #expect(try submission("eve").unclear[id] == "First.swift is not text.")
    #expect(package.read("out/grades.csv")?.contains(/eve.*,\?,.*look at it/) == true)
  }

  @Test("what nothing tells is said, not guessed, and has no points")
  func ambiguous() throws {
    try hand("// right\n", "ann/one/First.swift")
    try hand("// wrong\n", "ann/two/First.swift")
    try hand("// right\n", "ben/one/First.swift")
    try hand("// right\n", "ben/two/First.swift")
    try hand("thoughts", "cem/essay.txt")
    try FileManager.default.createDirectory(
      at: package.root.appending(path: "in/dan"),
      withIntermediateDirectories: true
    )
    #expect(try marks() == ["ann": 0, "ben": 10, "cem": unreadable, "dan": unreadable])
    #expect(
      try submission("ann").unclear[TestPackage.ids[3]]
        == "one/First.swift and two/First.swift differ, and nothing tells which one counts: hand in one of them."
    )
    #expect(try submission("cem").unreadable?.contains("There is essay.txt.") == true)
    #expect(try submission("dan").unreadable == "dan is empty.")
    #expect(package.output.contains("look at ann"))
  }

  @Test("what could not be opened may have the missing work: it is looked at, and is no 0")
  func unopened() throws {
    let deep = (0..<33).map { "d\($0)" }.joined(separator: "/")
    let lots = (0...SubmittedTree.mostFiles).map { ZipWriter.Entry("data/\($0).csv", "") }
    let archives = (0...ArchiveBudget.mostArchives).map {
      ZipWriter.Entry("\(100 + $0).zip", Array(ZipWriter.archive(["a.txt": "x"])))
    }
    let right = ZipWriter.Entry("Ant/First.swift", "// right\n")
    try hand("// right\n", "damaged/First.swift")
    try hand(Data("PK".utf8), "damaged/rest.zip")
    try hand("// right\n", "rar/First.swift")
    try hand("Rar!", "rar/rest.rar")
    try hand("// right\n", "deep/First.swift")
    try hand("// right\n", "deep/\(deep)/Ant/Second.swift")
    try hand(ZipWriter.archive([right] + lots), "lots.zip")
    try hand(ZipWriter.archive([right] + archives), "archives.zip")
    try hand("// right\n", "whole/First.swift")
    try hand(ZipWriter.archive(["Second.swift": "// right\n"]), "whole/rest.zip")
    try hand("// right\n", "other/Second.swift")
    try hand("Rar!", "other/notes.rar")
    _ = try marks()
    let grades = try #require(package.read("out/grades.csv"))
    for (name, reason) in [
      ("damaged", "rest.zip is no zip or tar archive."),
      ("rar", "rest.rar is an archive of the kind .rar"),
      ("deep", "its path has more than 32 parts"),
      ("lots", "has more than 2000 files"), ("archives", "at most 64 archives"),
    ] {
      let submission = try submission(name)
      #expect(Array(submission.sources.keys) == [TestPackage.ids[3]], "\(name)")
      #expect(Set(submission.unclear.keys) == Set(TestPackage.ids.dropLast()), "\(name)")
      for told in submission.unclear.values { #expect(told.contains(reason), "\(name)") }
      #expect(submission.notes.filter { $0.contains(reason) }.count == 1, "\(name)")
      let line = grades.split(whereSeparator: \.isNewline).first { $0.contains(name) }
      #expect(line?.contains("look at it") == true, "\(name)")
    }
    #expect(try submission("whole").unclear.isEmpty)
    // The exercise that may be in what was not opened has no points; the one that was found is graded.
    let other = try submission("other")
    #expect(other.sources.count == 1 && other.unclear[TestPackage.ids[3]] != nil)
  }

  @Test("of too many files, those in the folder Exercises are looked at first")
  func exercisesFirst() throws {
    let data = (0...SubmittedTree.mostFiles).map { ZipWriter.Entry("\($0).csv", "") }
    for folder in ["Exercises", "exercises"] {
      let path = "\(folder)/Ant/First.swift"
      let zip = ZipWriter.archive([.init("a/x.csv", "")] + data + [.init(path, "// right\n")])
      let tree = try SubmittedTree([
        .init(source: Archive(zip), path: "", isFolder: true, depth: 1)
      ])
      #expect(tree.files.contains { $0.path == path })
      #expect(tree.files.count == SubmittedTree.mostFiles)
      #expect(tree.refusals == [SubmissionText.hasManyFiles])
    }
  }

  @Test("the archives of one submission share what may be unpacked, damaged ones too")
  func budget() throws {
    var budget = ArchiveBudget()
    let tar = TarWriter.archive([("First.swift", "// right\n", "0")])
    _ = try Archive(GzipWriter.compress(tar), &budget)
    #expect(budget.bytes == Archive.mostBytes - tar.count)
    _ = try Archive(ZipWriter.archive(["First.swift": "0123456789"]), &budget)
    #expect(budget.bytes == Archive.mostBytes - tar.count - 10)
    let damaged = GzipWriter.compress(tar, checksum: 7)
    #expect(throws: Refusal.self) { try Archive(damaged, &budget) }
    #expect(throws: Refusal.self) { try Archive(damaged.prefix(1_500), &budget) }
    #expect(budget.bytes < Archive.mostBytes - 2 * tar.count - 10 - 1_000)
    budget.take(budget.bytes - 9)
    #expect(throws: Refusal.self) {
      try Archive(ZipWriter.archive(["First.swift": "0123456789"]), &budget)
    }
    #expect(throws: Refusal.self) { try Archive(GzipWriter.compress(tar), &budget) }
    // In a submission: 20 archives that would have 30 MB each.
    let zeros = DeflateWriter.zeros(30 << 20)
    var bomb = ZipWriter.Entry("zeros", "")
    (bomb.packed, bomb.size) = (zeros + [UInt8](repeating: 0, count: 300_000), 30 << 20)
    for number in 10..<30 { try hand(ZipWriter.archive([bomb]), "ann/\(number).zip") }
    try hand("// right\n", "ann/First.swift")
    try hand("// right\n", "ben/First.swift")
    let submission = try submission("ann")
    #expect(
      submission.unclear[TestPackage.ids[0]]?.hasPrefix("27.zip would be larger than") == true
    )
    #expect(submission.sources.count == 1)
  }

  @Test("an exercise of a name that two packs have needs the folder of its pack")
  func twoPacks() throws {
    let ids = [ExerciseID(pack: "Ant", name: "Step"), ExerciseID(pack: "Bee", name: "Step")]
    let package = try TestPackage(ids: ids)
    let paths = ["Step.swift", "bee/Step.swift"]
    let placement = ExercisePlacement(paths, Catalog(package.workspace))
    #expect(placement.ambiguous.map(\.path) == ["Step.swift"])
    #expect(placement.ambiguous.first?.ids == ids)
    #expect(placement.candidates[ids[1]]?.map(\.path) == ["bee/Step.swift"])
    #expect(placement.candidates[ids[0]] == nil)
  }

  @Test("one student's submission, nothing, and no archive are told apart")
  func misuse() throws {
    try hand("// right\n", "Exercises/Ant/First.swift")
    #expect(package.run("class", "--submissions", "in", "--to", "out") == 2)
    #expect(package.errors.contains("is the submission of one student"))
    try package.write("x", to: "none/readme.txt")
    #expect(package.run("class", "--submissions", "none", "--to", "out") == 2)
    #expect(package.errors.contains("has no submissions") && package.errors.contains("readme.txt"))
    #expect(package.run("class", "--submissions", "none/readme.txt", "--to", "out") == 2)
    #expect(package.errors.contains("is no zip or tar archive."))
    #expect(package.run("class", "--submissions", "nowhere", "--to", "out") == 2)
    #expect(package.errors.contains("nowhere cannot be read"))
  }

  @Test("hostile archives give no marks, and nothing is written outside of the results")
  func hostile() throws {
    // If they were opened, each of them would pass.
    var link = ZipWriter.Entry("First.swift", "// right\n")
    link.mode = 0o120777
    var bomb = ZipWriter.Entry("First.swift", "")
    (bomb.packed, bomb.size) = (DeflateWriter.zeros(1 << 20), 1 << 20)
    try hand(ZipWriter.archive([link]), "link.zip")
    try hand(ZipWriter.archive([bomb]), "bomb.zip")
    try hand(ZipWriter.archive(["../../First.swift": "// right\n"]), "out.zip")
    try hand(
      ZipWriter.archive(["\(package.root.path)/First.swift": "// right\n"]),
      "absolute.zip"
    )
    let before = try FileManager.default.contentsOfDirectory(atPath: package.root.path)
    #expect(
      try marks()
        == ["link": 0, "bomb": 0, "out": unreadable, "absolute": unreadable]
    )
    let after = try FileManager.default.contentsOfDirectory(atPath: package.root.path)
    #expect(Set(after).subtracting(before) == ["out"])
  }
}
