// Options, reports and `CompositeCoordinates` come with the checks: one import is enough.
#if canImport(_Differentiation)
  @_exported import GradientChecking
#endif
