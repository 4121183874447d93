import Grading
import Tensors

/// A figure of how many of the drawn numbers lie in each interval.
struct HistogramFigure {
  let histogram: Picture.Histogram

  var html: HTML {
    guard let most = histogram.counts.max(), most > 0 else { return "" }
    let chart = Chart(
      x: histogram.low...histogram.high,
      y: 0...Double(most),
      xName: "number"
    )
    let (left, right) = (chart.x(histogram.low), chart.x(histogram.high))
    let width = max(2, (right - left) / Double(histogram.counts.count))
    let bars = histogram.counts.enumerated().map { place, count -> HTML in
      let top = chart.y(Double(count))
      return """
        <rect x="\(left + width * Double(place) + 0.5)" y="\(top)" width="\(width - 1)" \
        height="\(Chart.base - top)"/>
        """
    }
    return HTMLReport.figure(
      Wording.titled("The numbers that you drew", of: histogram.source),
      size: Chart.size,
      "\(chart.grid)<g class=\"drawn\">\(bars)</g>",
      summary
    )
  }

  private var summary: String {
    let numbers = [histogram.mean, histogram.standardDeviation, histogram.low, histogram.high]
      .map(NumberFormat.brief)
    return
      "\(histogram.counts.reduce(0, +)) numbers: mean \(numbers[0]), standard deviation \(numbers[1]), from "
      + "\(numbers[2]) to \(numbers[3])."
  }
}
