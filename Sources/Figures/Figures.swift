/// The pictures of the lessons.
///
/// Each is drawn from the reference layers or the solutions, and no number in it is typed that can be computed.
enum Figures {
  /// All pictures, in the order of the packs.
  static func all() throws -> [Figure] {
    try [
      neuron(), chainRule(), stepCurve(), broadcasting(), activations(), losses(), crossEntropy(),
      network(), xor(), tenLayers(), valley(), schedules(), spirals(), digits(),
    ]
  }
}
