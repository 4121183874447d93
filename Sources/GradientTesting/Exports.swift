// A test that expects a gradient also chooses options, reads reports and conforms its own structures:
// one import is enough for all of it.
@_exported import GradientChecking
