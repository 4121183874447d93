import Grading
import Tensors

extension HTMLReport {
  /// A finding on the page: pictures for evidence, and the usual sentences for the rest.
  static func finding(_ finding: Finding, about subject: Subject?) -> HTML {
    let lines = Wording.text(finding, about: subject)
    switch finding {
    case .differs(let difference): return evidence(difference)
    case .notFinite(_, _, _, _, let yours):
      return "<div class=\"evidence\">\(prose(lines))\(HeatMapFigure(yours: yours).html)</div>"
    case .knownMistake(_, let sentence): return "<p class=\"cause\">\(sentence)</p>"
    case .explanation, .symptom: return "<p class=\"cause\">\(lines.joined(separator: " "))</p>"
    case .smallestCase(let smallest): return example(smallest)
    case .threw, .harness, .faultRepaired:
      let rest = lines.dropFirst().joined(separator: "\n")
      return "<p>\(lines.first ?? "")</p><pre>\(rest)</pre>"
    case .compiler: return "<pre class=\"code\">\(lines.joined(separator: "\n"))</pre>"
    default: return prose(lines)
    }
  }

  private static func prose(_ lines: [String]) -> HTML { "<p>\(lines.joined(separator: " "))</p>" }

  private static func evidence(_ difference: Difference) -> HTML {
    let (yours, right) = (difference.yours.scalars, difference.reference.scalars)
    let at = offset(of: difference.worst, in: difference.reference.tensor.shape)
    let format = Wording.format(
      telling: yours[at],
      from: right[at],
      among: [yours[at], right[at]]
    )
    let entries = Wording.worst(difference, yours[at], right[at], format)
    let kink: HTML = difference.isAtKink == true ? prose(Wording.adviceAtKink) : ""
    let curve = difference.curve.map { curve in
      StepCurveFigure(
        curve,
        measured: difference.numeric?.scalars[at],
        entry: difference.worst
      ).html
    }
    return """
      <div class="evidence">
      <p>On \("\(difference.place)"): \(entries)</p>
      \(kink)
      <div class="figures">
      \(HeatMapFigure(difference).html)
      \(curve ?? "")
      </div>
      </div>
      """
  }

  private static func example(_ smallest: SmallestCase) -> HTML {
    var given = zip(smallest.arguments.names, smallest.arguments.values).map { ($0, $1) }
    if let upstream = smallest.upstream { given.append(("upstream", upstream)) }
    let rows = given.map { "<dt>\($0.0)</dt><dd>\(Wording.inline($0.1))</dd>" as HTML }
    let name = Wording.name(smallest.subject)
    let yours = Wording.inline(smallest.yours)
    let arithmetic = Wording.arithmetic(smallest).map { "<dt></dt><dd>\($0)</dd>" as HTML }
    return """
      <div class="example">
      <h4>The smallest example on which it is still wrong</h4>
      <dl>
      \(rows)
      <dt class="result">right \(name)</dt><dd class="result">\(Wording.inline(smallest.reference))</dd>
      \(arithmetic)
      <dt class="wrong">your \(name)</dt><dd class="wrong">\(yours)</dd>
      </dl>
      </div>
      """
  }
}
