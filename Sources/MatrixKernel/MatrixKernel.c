// The matrix product in C, because Swift compiles for the oldest processor of its kind: one function here is compiled
// for AVX as well, with twice as many numbers to an instruction, and chosen when the program runs. Products and sums
// are rounded apart (no fused multiply-add), so that both give the same bits.

#include "MatrixKernel.h"

#pragma clang fp contract(off)

#define INLINE static inline __attribute__((always_inline))

enum { lanes = 4, blockRows = 4, depthLimit = 256, heightLimit = 64 };

/// Four numbers, anywhere in memory.
typedef double Vector __attribute__((vector_size(32), aligned(8)));

/// One block of c: up to four rows of a meet one or two vectors of columns of b.
///
/// The sums stay in registers while the inner axis runs, so that each number loaded is used four times.
INLINE void block(
  const double *a,
  long strideA,
  const double *b,
  long strideB,
  double *c,
  long strideC,
  long depth,
  const int rows,
  const int vectors,
  const int isFirst
) {
  Vector sums[blockRows][2];
  for (int r = 0; r < rows; r++)
    for (int v = 0; v < vectors; v++) sums[r][v] = (Vector){0, 0, 0, 0};
  for (long k = 0; k < depth; k++) {
    const Vector *row = (const Vector *)(b + k * strideB);
    for (int r = 0; r < rows; r++) {
      const double x = a[r * strideA + k];
      const Vector factor = {x, x, x, x};
      for (int v = 0; v < vectors; v++) sums[r][v] += row[v] * factor;
    }
  }
  for (int r = 0; r < rows; r++)
    for (int v = 0; v < vectors; v++) {
      Vector *target = (Vector *)(c + r * strideC + v * lanes);
      *target = isFirst ? sums[r][v] : *target + sums[r][v];
    }
}

/// All rows of a, against one or two vectors of columns.
INLINE void columnsOfBlocks(
  const double *a,
  long strideA,
  const double *b,
  long strideB,
  double *c,
  long strideC,
  long depth,
  long rows,
  const int vectors,
  const int isFirst
) {
  long i = 0;
  for (; i + 4 <= rows; i += 4)
    block(a + i * strideA, strideA, b, strideB, c + i * strideC, strideC, depth, 4, vectors, isFirst);
  a += i * strideA;
  c += i * strideC;
  switch (rows - i) {
    case 3: block(a, strideA, b, strideB, c, strideC, depth, 3, vectors, isFirst); break;
    case 2: block(a, strideA, b, strideB, c, strideC, depth, 2, vectors, isFirst); break;
    case 1: block(a, strideA, b, strideB, c, strideC, depth, 1, vectors, isFirst); break;
    default: break;
  }
}

/// The inner axis is cut into lengths, and the rows into heights, whose part of a stays in the cache. Where many rows
/// meet the same columns of b, these are copied side by side first: in b itself neighbours are a whole row apart.
INLINE void multiply(
  const double *a,
  const double *b,
  double *c,
  long rows,
  long inner,
  long columns,
  const int widest
) {
  double panel[depthLimit * 2 * lanes];
  double tile[heightLimit * lanes];
  for (long start = 0; start < inner; start += depthLimit) {
    const long depth = inner - start < depthLimit ? inner - start : depthLimit;
    for (long top = 0; top < rows; top += heightLimit) {
      const long height = rows - top < heightLimit ? rows - top : heightLimit;
      const double *left = a + top * inner + start;
      for (long j = 0; j < columns;) {
        const long rest = columns - j;
        const int vectors = widest == 2 && rest >= 2 * lanes ? 2 : 1;
        const int width = vectors * lanes;
        const int isWhole = rest >= width;
        const double *right = b + start * columns + j;
        double *target = c + top * columns + j;
        long stride = columns;
        if (!isWhole || height > 2 * blockRows) {
          for (long k = 0; k < depth; k++)
            for (int v = 0; v < width; v++)
              panel[k * width + v] = isWhole || v < rest ? right[k * columns + v] : 0;
          right = panel;
          stride = width;
        }
        if (!isWhole) {
          columnsOfBlocks(left, inner, right, stride, tile, lanes, depth, height, 1, 1);
          for (long i = 0; i < height; i++)
            for (long v = 0; v < rest; v++) {
              double *entry = target + i * columns + v;
              *entry = start == 0 ? tile[i * lanes + v] : *entry + tile[i * lanes + v];
            }
        } else if (vectors == 2) {
          if (start == 0)
            columnsOfBlocks(left, inner, right, stride, target, columns, depth, height, 2, 1);
          else
            columnsOfBlocks(left, inner, right, stride, target, columns, depth, height, 2, 0);
        } else {
          if (start == 0)
            columnsOfBlocks(left, inner, right, stride, target, columns, depth, height, 1, 1);
          else
            columnsOfBlocks(left, inner, right, stride, target, columns, depth, height, 1, 0);
        }
        j += width;
      }
    }
  }
}

#if defined(__x86_64__)
__attribute__((target("avx"))) static void multiplyWithAVX(
  const double *a,
  const double *b,
  double *c,
  long rows,
  long inner,
  long columns
) {
  multiply(a, b, c, rows, inner, columns, 2);
}
#endif

void multiplyMatrices(
  const double *a,
  const double *b,
  double *c,
  long rows,
  long inner,
  long columns
) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx")) {
    multiplyWithAVX(a, b, c, rows, inner, columns);
    return;
  }
  multiply(a, b, c, rows, inner, columns, 1);
#else
  multiply(a, b, c, rows, inner, columns, 2);
#endif
}
