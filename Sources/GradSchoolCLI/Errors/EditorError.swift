/// A reason why a file was not opened in the student's editor.
enum EditorError: Error, Equatable {
  case notFound(String)
  case notStarted(String, String)
  /// The program ended with a code other than 0, and perhaps said why.
  case failed(String, Int32, said: String?)
}
