import Testing

@testable import GradSchoolCLI
@testable import Grading

@Suite("Certification from the command line")
struct VerifyTests {
  let package: TestPackage

  init() throws {
    package = try TestPackage()
    package.toolchain.package = package
  }

  @Test("a certified grader is shown with its kill matrix")
  func sound() {
    package.toolchain.problems[TestPackage.ids[3]] = []
    #expect(package.run("verify", "ant/first") == 0)
    #expect(
      package.output == """
        ✔ ant/first · certified
              known mistake  forward  ∂L/∂x  called
            ✔ a slip           1/2     2/2   its name

              mistakes that each probe rejects, of 1
              one            1
              two            1

        1 of 1 grader certified

        """
    )
  }

  @Test("missing things are listed with their files, and so is a mistake that was not recognised")
  func problems() {
    package.toolchain.problems[TestPackage.ids[3]] = [
      Problem("Solutions/Ant/First.swift", "the solution is not written yet"),
      Problem(
        "Tests/AntTests/FirstCertification.swift",
        "the solution is right, but judged wrong:\n  details"
      ),
    ]
    #expect(package.run("verify", "ant/first") == 1)
    #expect(
      package.output.contains("✘ ant/first · 2 things to do\n    • Solutions/Ant/First.swift: ")
    )
    #expect(package.output.contains("\n          details\n"))
    #expect(package.output.contains("✘ a slip           1/2     2/2   nothing"))
    #expect(package.output.contains("0 of 1 grader certified"))
  }

  @Test(
    "a stub that has changed is copied to the place from which it is restored; a solved file is not"
  )
  func copy() throws {
    let id = TestPackage.ids[3]
    let text = "// clearer\n" + TestPackage.stub
    try package.write(text, to: id.sourcePath)
    package.toolchain.problems[id] = [Problem(id.stubPath, "it differs")]
    package.toolchain.states[id] = .passed
    #expect(package.run("verify", "ant/first") == 1)
    #expect(package.read(id.stubPath) == TestPackage.stub)
    #expect(package.output.contains("\(id.stubPath): it differs"))

    package.toolchain.states[id] = .notStarted
    #expect(package.run("verify", "ant/first") == 0)
    #expect(package.read(id.stubPath) == text)
    #expect(package.output.hasPrefix("The stub has changed: \(id.sourcePath)\n"))
    #expect(package.run("verify", "ant/first") == 1)
    #expect(!package.output.contains("has changed"))
  }

  @Test("one or several names can be given; no name means all")
  func packs() {
    for id in TestPackage.ids { package.toolchain.problems[id] = [] }
    #expect(package.run("verify", "ant") == 0)
    #expect(package.output.contains("2 of 2 graders certified"))
    #expect(package.run("verify", "ant", "zebra/step") == 0)
    #expect(package.output.contains("3 of 3 graders certified"))
    #expect(package.run("verify") == 0)
    #expect(package.output.contains("4 of 4 graders certified"))
    #expect(package.run("verify", "ants") == 2)
    #expect(package.errors.contains("Did you mean ant?"))
  }

  @Test("a grader without a report does not pass, nor does one that does not compile")
  func unreported() throws {
    #expect(package.run("verify", "zebra/step") == 1)
    #expect(package.output.contains("left no report"))
    let file = "Tests/AntTests/FirstCertification.swift"
    for path in [TestPackage.ids[3].sourcePath, TestPackage.ids[3].stubPath] {
      try package.write(TestPackage.stub + "// BROKEN\n", to: path)
    }
    package.toolchain.errors["BROKEN"] = { _ in
      "\(package.root.path)/\(file):9:3: error: no such thing"
    }
    #expect(package.run("verify", "ant/first") == 1)
    #expect(package.output.contains("\(file):9:3: error: no such thing"))
  }
}
