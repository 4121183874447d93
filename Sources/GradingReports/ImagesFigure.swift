import Grading

/// A figure of small images, each with the class that it was taken for.
struct ImagesFigure {
  let images: Picture.Images

  var html: HTML {
    guard images.width > 0, !images.items.isEmpty else { return "" }
    let right = images.items.count { $0.guess == $0.label }
    return """
      <figure class="picture">
      <ul class="images">\(images.items.map(item))</ul>
      <figcaption><p>New pictures and what they were taken for: \(right) of \(images.items.count) are right.</p>
      </figcaption>
      </figure>
      """
  }

  private func item(_ item: Picture.Images.Item) -> HTML {
    let width = images.width
    let height = item.ink.count / width
    // The ink as squares of five strengths: a path for each keeps the page small.
    let paths = (1...5).map { strength -> HTML in
      let squares = item.ink.indices.filter { min(5, item.ink[$0] / 18) == strength }
        .map { "M\($0 % width) \($0 / width)h1v1h-1z" }.joined()
      return "<path opacity=\"\(Double(strength) / 5)\" d=\"\(squares)\"/>"
    }
    let isRight = item.guess == item.label
    let words = isRight ? "\(item.label), right" : "\(item.guess), wrong: it is \(item.label)"
    return """
      <li class="\(isRight ? "right" : "miss")"><svg viewBox="0 0 \(width) \(height)" role="img" \
      aria-label="taken for \(words)">\(paths)</svg>\(isRight ? "✔" : "✘") \(item.guess)\
      \(isRight ? "" : ", is \(item.label)")</li>
      """
  }
}
