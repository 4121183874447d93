/// A picture with its text alternative.
struct Figure {
  /// Where it lies in the package.
  let path: String
  /// What it is, in a few words.
  let title: String
  /// What it shows, for those who do not see it.
  let description: String
  var width = 640.0
  var height = 360.0
  let canvas: Canvas

  init(
    _ path: String,
    _ title: String,
    _ description: String,
    width: Double = 640,
    height: Double = 360,
    _ draw: (inout Canvas) throws -> Void
  ) rethrows {
    (self.path, self.title, self.description) = (path, title, description)
    (self.width, self.height) = (width, height)
    var canvas = Canvas()
    try draw(&canvas)
    self.canvas = canvas
  }

  /// The file.
  ///
  /// The paper is part of the picture: text is read on it whatever colour the page around it has.
  var svg: String {
    var paper = Canvas()
    let area = Area(x: 1, y: 1, width: width - 2, height: height - 2)
    paper.rectangle(area, fill: .paper, outline: .frame, radius: 12)
    let (width, height) = (Canvas.number(width), Canvas.number(height))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="title desc">
      <title id="title">\(title.escapedForXML)</title>
      <desc id="desc">\(description.escapedForXML)</desc>
      <style>
      \(Ink.styleSheet)
      </style>
      \((paper.elements + canvas.elements).joined(separator: "\n"))
      </svg>

      """
  }
}
