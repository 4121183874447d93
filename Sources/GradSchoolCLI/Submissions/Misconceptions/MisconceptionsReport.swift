import Grading

/// The misconceptions of a class in Markdown, and where its sources agree.
struct MisconceptionsReport {
  let found: Misconceptions
  let similarity: Similarity

  var text: String {
    let begun = found.exercises.filter { $0.handedIn > 0 }
    let lines =
      ["# Misconceptions", "", CauseText.headline(found), ""]
      + CauseText.rules.map { "- \($0)" } + [""]
      + [
        "| exercise | handed in | passed | not right | not graded | mean | mean of all | points |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
      ]
      + found.exercises.map(row) + begun.flatMap(section) + agreement
    return lines.joined(separator: "\n") + "\n"
  }

  private func row(_ exercise: Misconceptions.ExerciseCauses) -> String {
    let wrong = exercise.handedIn - exercise.passed - exercise.notGraded.count
    let cells = [
      "\(exercise.entry.id)", "\(exercise.handedIn)", "\(exercise.passed)", "\(wrong)",
      "\(exercise.notGraded.count)", CauseText.mean(exercise.meanOfHandedIn),
      CauseText.mean(exercise.meanOfAll), "\(exercise.entry.points)",
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  private func section(_ exercise: Misconceptions.ExerciseCauses) -> [String] {
    let shares = exercise.shares
    var lines = ["", "## \(exercise.entry.id)", "", CauseText.summary(exercise), ""]
    lines += ["| share | students | | who |", "|--:|--:|---|---|"]
    lines.append(
      "| \(CauseText.share(shares.passed)) | \(exercise.passed) | \(CauseText.passed) | |"
    )
    for (cause, share) in zip(exercise.causes, shares.causes) {
      lines.append(counted(cause.root.title, share, cause.students))
    }
    if !exercise.notGraded.isEmpty {
      lines.append(counted(CauseText.notGraded, shares.notGraded, exercise.notGraded))
    }
    return lines + exercise.causes.flatMap(details)
  }

  private func counted(_ title: String, _ share: Double, _ students: [String]) -> String {
    let who = StudentResult.escaped(CauseText.names(students))
    let count = students.count
    return "| \(CauseText.share(share)) | \(count) | \(StudentResult.escaped(title)) | \(who) |"
  }

  private func details(_ cause: Misconceptions.Cause) -> [String] {
    guard let example = cause.example else { return [] }
    var lines = ["", "### \(StudentResult.escaped(cause.root.title))", ""]
    lines += quote(cause.root.sentences)
    lines.append(StudentResult.escaped(CauseText.example(example)))
    guard let excerpt = example.excerpt else { return lines }
    return lines + [""] + block(excerpt.lines, "swift")
  }

  /// What the student reads: a paragraph as a quotation, several lines as a block that keeps them apart.
  private func quote(_ sentences: [String]) -> [String] {
    guard sentences.count != 1 else { return ["> \(StudentResult.escaped(sentences[0]))", ""] }
    return sentences.isEmpty ? [] : block(sentences, "text") + [""]
  }

  private func block(_ lines: [String], _ language: String) -> [String] {
    let text = lines.map(\.withVisibleControls).joined(separator: "\n")
    let fence = StudentResult.fence(around: text)
    return ["\(fence)\(language)", text, fence]
  }

  private var agreement: [String] {
    var lines = ["", "## \(CauseText.placeToLook)", ""]
    lines += CauseText.comparison.flatMap { [$0, ""] }
    if similarity.exercises.isEmpty {
      lines.append(CauseText.noAgreement)
    } else {
      lines += ["| exercise | students | |", "|---|---|---|"]
      lines += similarity.exercises.flatMap { exercise in
        exercise.rows.map { row in
          "| \(exercise.id) | \(StudentResult.escaped(row.students)) | \(row.relation) |"
        }
      }
    }
    return lines + ["", CauseText.compared(similarity)]
  }
}

extension Similarity.ComparedExercise {
  /// The names of the students who are listed together, and how their sources agree.
  var rows: [(students: String, relation: String)] {
    groups.map { group in
      (
        CauseText.names(group.students, atMost: .max),
        group.isIdentical ? CauseText.identical : CauseText.nearlyEqual
      )
    } + (published.isEmpty ? [] : [(CauseText.names(published), CauseText.published)])
  }
}
