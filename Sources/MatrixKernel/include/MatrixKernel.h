#ifndef MATRIX_KERNEL_H
#define MATRIX_KERNEL_H

/// c = a · b for row-major matrices: a is rows × inner, b is inner × columns, and none of the three is 0.
///
/// Every entry of c is the sum over the inner axis from its start, in pieces of 256 that are summed one after the other.
/// The result is the same, to the last bit, whatever the processor.
void multiplyMatrices(
  const double *a,
  const double *b,
  double *c,
  long rows,
  long inner,
  long columns
);

#endif
