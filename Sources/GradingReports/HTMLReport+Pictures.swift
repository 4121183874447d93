import Grading

extension HTMLReport {
  /// What a verdict has to be looked at.
  func pictures(_ verdict: Verdict) -> HTML {
    let figures = (verdict.pictures ?? []).map { picture -> HTML in
      switch picture {
      case .curve(let curve): LossCurveFigure(curve).html
      case .plane(let plane): PlaneFigure(plane: plane).html
      case .images(let images): ImagesFigure(images: images).html
      case .path(let path): PathFigure(path: path).html
      case .histogram(let histogram): HistogramFigure(histogram: histogram).html
      }
    }
    return figures.isEmpty ? "" : "<div class=\"figures pictures\">\(figures)</div>"
  }

  /// A figure with a drawing of some size, and its content in words below.
  static func figure(
    _ title: String,
    size: (width: Double, height: Double),
    _ drawing: HTML,
    legend: HTML = "",
    _ summary: String
  ) -> HTML {
    """
    <figure class="picture">
    <svg viewBox="0 0 \(size.width) \(size.height)" role="img" aria-label="\(title)">
    <title>\(title)</title><desc>\(summary)</desc>
    \(drawing)
    </svg>
    <figcaption>\(legend)<p>\(title). \(summary)</p></figcaption>
    </figure>
    """
  }
}
