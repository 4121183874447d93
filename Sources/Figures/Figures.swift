/// The pictures of the lessons, and two of the program.
///
/// Each is drawn from the reference layers or the solutions, and no number in it is typed that can be computed.
enum Figures {
  /// All pictures: those of the lessons in the order of the packs, then the program's.
  static func all() throws -> [Figure] {
    try [
      neuron(), chainRule(), stepCurve(), broadcasting(), activations(), losses(), crossEntropy(),
      network(), xor(), tenLayers(), valley(), schedules(), spirals(), digits(),
      board(), message(),
    ]
  }
}
