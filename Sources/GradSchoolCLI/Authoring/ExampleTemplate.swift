import Grading

/// The first exercise of a pack whose author has named none: small, complete and certified.
struct ExampleTemplate {
  /// The exercise's name.
  static let name = "Scale"

  let pack: String

  /// The files of the exercise, and the lesson.
  var files: [(path: String, text: String)] {
    [
      (id.sourcePath, stub), (id.stubPath, stub), (id.hintsPath, hints),
      (id.solutionPath, solution), (id.graderPath, grader),
      (id.certificationPath, certification), (id.lessonPath, lesson),
    ]
  }

  private let comment = """
    /// Each feature times a factor of its own.
    ///
    ///     y = x · scale          y[n, d] = x[n, d] · scale[d]
    ///
    ///     x: [N, D]   scale: [D]   →   y: [N, D]
    """

  private let backward = """
    static func backward(_ upstream: Tensor, _ x: Tensor, scale: Tensor) throws
        -> (x: Tensor, scale: Tensor)
      {
    """

  var stub: String {
    """
    import Tensors

    \(comment)
    ///
    /// N examples lie in the rows of `x`; the same factors serve all of them.
    enum \(ExampleTemplate.name) {
      /// The output.
      static func forward(_ x: Tensor, scale: Tensor) throws -> Tensor {
        throw NotStarted()
      }

      /// The gradients of the loss L, given `upstream` = ∂L/∂y, a tensor of the shape of y.
      ///
      /// ∂L/∂x is [N, D], and ∂L/∂scale is [D]. Return both: `(x: …, scale: …)`.
      \(backward)
        throw NotStarted()
      }
    }

    """
  }

  var solution: String {
    """
    import Tensors

    \(comment)
    enum \(ExampleTemplate.name) {
      static func forward(_ x: Tensor, scale: Tensor) throws -> Tensor {
        try x * scale  // [N, D] · [D], stretched over the rows
      }

      // With g[n, d] = ∂L/∂y[n, d]:
      //
      // ∂L/∂x[n, d]  = g[n, d] · ∂y[n, d]/∂x[n, d]       one entry of y depends on one of x
      //              = g[n, d] · scale[d]
      //
      // ∂L/∂scale[d] = Σₙ g[n, d] · ∂y[n, d]/∂scale[d]   every row of y uses the same factors, so sum over n
      //              = Σₙ g[n, d] · x[n, d]
      \(backward)
        (x: try upstream * scale, scale: try (upstream * x).sum(axis: 0))
      }
    }

    """
  }

  var grader: String {
    """
    import ExerciseTesting
    import Grading
    import Testing

    @testable import \(pack)

    @Suite struct \(ExampleTemplate.name)Grader: Grader {
      @Test func `\(id)`() async throws { try await grade(Self.self) }

      static let exercise = Exercise(
        .differentiable,
        points: 10,
        axes: [.axis("N", "batch size", 3, role: .batch), .axis("D", "number of features", 4)],
        inputs: [.tensor("x", "N", "D"), .tensor("scale", "D")],
        edges: [.sizes("a batch of one", ["N": 1])],
        student: Implementation(
          forward: \(ExampleTemplate.name).forward,
          backward: \(ExampleTemplate.name).backward
        )
      )
    }

    """
  }

  var certification: String {
    """
    import Grading
    import Tensors

    @testable import \(pack)Solutions

    extension \(ExampleTemplate.name)Grader: Certified {
      static let certification = Certification(
        reference: solution,
        solution: solution,
        alternatives: [
          Alternative(
            "loops",
            Implementation(
              forward: { (x: Tensor, scale: Tensor) in
                var y = x
                for n in 0..<x.shape[0] {
                  for d in 0..<x.shape[1] { y[n, d] *= scale[d] }
                }
                return y
              },
              backward: { (upstream: Tensor, x: Tensor, scale: Tensor) in
                var gradient = (x: upstream, scale: Tensor.zeros(like: scale))
                for n in 0..<x.shape[0] {
                  for d in 0..<x.shape[1] {
                    gradient.x[n, d] *= scale[d]
                    gradient.scale[d] += upstream[n, d] * x[n, d]
                  }
                }
                return gradient
              }
            )
          )
        ],
        mistakes: [
          KnownMistake(
            "upstream ignored",
            "The upstream gradient is missing. By the chain rule, multiply by it; it is not always 1.",
            solution.ignoringUpstream
          ),
          KnownMistake(
            "gradient of scale averaged over the batch",
            "The gradient of scale was divided by the batch size. The loss has averaged already; "
              + "here, sum.",
            solution.changingGradient("scale") { gradient, upstream in gradient / upstream.shape[0] }
          ),
          KnownMistake(
            "scale left out of the gradient of x",
            "The gradient of x is the upstream gradient as it is. Each entry was multiplied by its "
              + "factor in forward; multiply by it in backward too.",
            solution.changingGradient("x") { _, upstream in upstream }
          ),
        ]
      )

      private static let solution = Implementation(
        forward: \(pack)Solutions::\(ExampleTemplate.name).forward,
        backward: \(pack)Solutions::\(ExampleTemplate.name).backward
      )
    }

    """
  }

  var lesson: String {
    """
    # \(pack)

    What you can do with a tensor is on the [Tensor card](../TENSOR.md).

    ## 1. A factor for each feature → \(ExampleTemplate.name).swift

    Every feature of every example is multiplied by a factor that belongs to the feature:

        y[n, d] = x[n, d] · scale[d]          y = x · scale, stretched over the rows

    With two examples of two features:

        x = [[1, 2],      scale = [10, 100]      y = [[10, 200],
             [3, 4]]                                  [30, 400]]

    ### Backward
    `upstream` is ∂L/∂y, one number for each entry of y. An entry of x touches one entry of y, and does so through its
    factor. A factor touches a whole column of y, through every x in it: add up what comes back.

    """
  }

  var hints: String {
    """
    # A factor for each feature
    10 points
    core

    ## Let the shapes guide you
    `scale` is [D], and `*` stretches it over the N rows of `x`. Its gradient is [D] again: something has to be summed.

    ## One entry at a time
    y[n, d] = x[n, d] · scale[d]. The entry x[n, d] touches this entry of y alone, through scale[d]. The factor scale[d]
    touches y[n, d] for *every* n, through x[n, d].

    ## Almost the line
    ∂L/∂x is `upstream * scale`, and ∂L/∂scale is `upstream * x`, summed over its rows:

        try (upstream * x).sum(axis: 0)

    """
  }

  private var id: ExerciseID { ExerciseID(pack: pack, name: ExampleTemplate.name) }
}
