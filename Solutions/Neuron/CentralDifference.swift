import Tensors

/// The slope of any function, measured from both sides.
enum CentralDifference {
  // f(x + h) = f(x) + h f′(x) + h²/2 f″(x) + h³/6 f‴(x) + …
  // f(x − h) = f(x) − h f′(x) + h²/2 f″(x) − h³/6 f‴(x) + …
  //
  // In the difference the even terms cancel:
  //
  // f(x + h) − f(x − h)        = 2h f′(x) + h³/3 f‴(x) + …
  // (f(x + h) − f(x − h)) / 2h = f′(x) + h²/6 f‴(x) + …
  static func slope(of f: (Double) throws -> Double, at x: Double, step: Double) throws -> Double {
    (try f(x + step) - f(x - step)) / (2 * step)
  }
}
