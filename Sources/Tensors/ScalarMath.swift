// The scalar functions that an exercise needs, so that `import Tensors` is the only import there is.
// Importing all of Foundation would bring in far more than a student should have to look at.
@_exported import func Foundation.atan2
@_exported import func Foundation.ceil
@_exported import func Foundation.cos
@_exported import func Foundation.cosh
@_exported import func Foundation.erf
@_exported import func Foundation.exp
@_exported import func Foundation.expm1
@_exported import func Foundation.floor
@_exported import func Foundation.log
@_exported import func Foundation.log1p
@_exported import func Foundation.log2
@_exported import func Foundation.pow
@_exported import func Foundation.sin
@_exported import func Foundation.sinh
@_exported import func Foundation.sqrt
@_exported import func Foundation.tanh
