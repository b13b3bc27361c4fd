// Vector instructions that write memory, SSE to AVX-512: whole, masked, scattered, compressed,
// narrowed and non-temporal stores. An abort undoes them to the last byte, a commit keeps them.
// What the machine has not is compiled only.
// RUN: rm -rf %t && mkdir %t
// RUN: %clang_stet -O0 -w -I%S/Inputs %s -o %t/O0 %link_stet
// RUN: env STET_POOL=%t/pool %t/O0
// RUN: %clang_stet -O2 -w -I%S/Inputs %s -o %t/O2 %link_stet
// RUN: env STET_POOL=%t/pool %t/O2
// RUN: rm %t/pool
#include "both-ways.h"
#include <immintrin.h>

__attribute__((persistent)) struct {
  _Alignas(64) unsigned char Bytes[1024];
} E;
#define AT(OFFSET) ((void *)(E.Bytes + (OFFSET)))
static volatile unsigned Bits = 0x5a5a5a5a;

#define FOR(TARGET) __attribute__((target(TARGET))) static void

FOR("sse") sse(void) {
  _mm_store_ps(AT(0), _mm_set_ps(1, 2, 3, 4));
  _mm_storeu_ps(AT(33), _mm_set1_ps(5));
  _mm_store_ss(AT(60), _mm_set1_ps(6));
  _mm_storel_pi(AT(72), _mm_set1_ps(7));
  _mm_storeh_pi(AT(88), _mm_set1_ps(7));
  _mm_stream_ps(AT(96), _mm_set1_ps(8));
}
FOR("sse2") sse2(void) {
  __m128i V = _mm_set1_epi32(Bits);
  _mm_storeu_si128(AT(1), V);
  _mm_storel_epi64(AT(24), V);
  _mm_stream_si128(AT(32), V);
  _mm_stream_si32(AT(64), 7);
  _mm_stream_si64(AT(72), 8);
  _mm_stream_pd(AT(80), _mm_set1_pd(9));
  _mm_storeu_si16(AT(100), V);
  _mm_maskmoveu_si128(V, _mm_set_epi8(-1, 0, -1, 0, -1, 0, 0, 0, -1, -1, -1, -1, 0, 0, 0, -1),
                      AT(119));
}
FOR("sse4.1") sse4(void) { *(int *)AT(4) = _mm_extract_epi32(_mm_set1_epi32(Bits), 2); }
FOR("avx") avx(void) {
  _mm256_storeu_ps(AT(3), _mm256_set1_ps(2));
  _mm256_stream_si256(AT(64), _mm256_set1_epi8(5));
  _mm256_maskstore_ps(AT(101), _mm256_set_epi32(-1, 0, -1, 0, 0, 0, -1, Bits), _mm256_set1_ps(3));
  _mm_maskstore_pd(AT(200), _mm_set_epi64x(-1, 0), _mm_set1_pd(3));
  _mm256_storeu2_m128i(AT(256), AT(300), _mm256_set1_epi8(7));
}
FOR("avx2") avx2(void) {
  _mm256_maskstore_epi32(AT(5), _mm256_set_epi32(Bits, -1, 0, 0, -1, 0, -1, 0), _mm256_set1_epi32(3));
  _mm_maskstore_epi64(AT(77), _mm_set_epi64x(0, -1), _mm_set1_epi64x(3));
}
FOR("avx512f") avx512f(void) {
  __m512i V = _mm512_set1_epi32(77);
  _mm512_storeu_si512(AT(1), V);
  _mm512_stream_si512(AT(128), V);
  _mm512_mask_storeu_epi32(AT(203), Bits, V);
  _mm512_mask_store_epi64(AT(320), Bits, V);
  _mm512_mask_compressstoreu_epi32(AT(401), Bits, V);
  _mm512_mask_compressstoreu_pd(AT(500), Bits, _mm512_set1_pd(4));
  __m512i Index = _mm512_set_epi32(0, 9, 2, 31, 4, 5, 60, 7, 8, 19, 10, 11, 42, 13, 14, 55);
  _mm512_i32scatter_epi32(AT(600), Index, V, 4);
  _mm512_mask_i32scatter_ps(AT(601), Bits, Index, _mm512_set1_ps(4), 1);
  _mm512_mask_i64scatter_epi64(AT(900), Bits, _mm512_set_epi64(0, -1, 2, 3, 4, 5, 6, -7), V, 8);
  _mm512_mask_cvtepi32_storeu_epi8(AT(990), Bits, V);
  _mm512_mask_cvtsepi64_storeu_epi32(AT(960), Bits, V);
  _mm512_mask_cvtusepi64_storeu_epi16(AT(940), Bits, V);
}
FOR("avx512vl,avx512bw,avx512dq") avx512vl(void) {
  __m256i V = _mm256_set1_epi8(66);
  _mm256_mask_storeu_epi8(AT(3), Bits, V);
  _mm256_mask_storeu_epi16(AT(51), Bits, V);
  _mm_mask_storeu_epi32(AT(101), Bits, _mm_set1_epi32(5));
  _mm_mask_i32scatter_epi32(AT(200), Bits, _mm_set_epi32(0, 5, 9, 20), _mm_set1_epi32(5), 4);
  _mm256_mask_i64scatter_pd(AT(300), Bits, _mm256_set_epi64x(0, 5, 9, 20), _mm256_set1_pd(5), 8);
  _mm256_mask_compressstoreu_epi32(AT(501), Bits, V);
  _mm256_mask_cvtepi16_storeu_epi8(AT(601), Bits, V);
  _mm_mask_store_ss(AT(700), 1, _mm_set1_ps(4));
  _mm_mask_store_sd(AT(720), Bits, _mm_set1_pd(4));
  _store_mask32(AT(740), Bits);
}
FOR("avx512vbmi2,avx512vl") avx512vbmi2(void) {
  _mm512_mask_compressstoreu_epi8(AT(3), 0x5a5a5a5a5a5aull, _mm512_set1_epi8(3));
  _mm256_mask_compressstoreu_epi16(AT(303), Bits, _mm256_set1_epi8(3));
}
FOR("movdiri,movdir64b") movdir(void) {
  _directstoreu_u32(AT(4), 77);
  _directstoreu_u64(AT(17), 78);
  _movdir64b(AT(128), AT(256));
}
FOR("fxsr") fxsave(void) { _fxsave(AT(0)); }
FOR("xsave") xsave(void) { *(unsigned *)AT(0) = _mm_getcsr() + 5; }
FOR("adx,rdrnd,bmi2") scalars(void) {
  unsigned long long *High = AT(0);
  *High = _mulx_u64(Bits, 1ull << 40, AT(8));
  _addcarryx_u64(1, Bits, 5, AT(24));
  _rdrand32_step(AT(40));
}
// The compiler's own vectors, with run-time masks.
typedef int int16 __attribute__((vector_size(64)));
__attribute__((target("avx512f"))) static void conditionalLoop(void) {
  int *P = AT(0);
  for (unsigned I = 0; I < 200; ++I)
    if (P[I] & 64)
      P[I] = I;
}
static void vectorExtension(void) { *(int16 *)AT(64) += 3; }

int main(void) {
  transaction <> {
    for (int I = 0; I < 1024; ++I)
      E.Bytes[I] = I * 7 + I / 256 * 3 + 1;
  }
#define CHECK_BOTH(FEATURE, NAME)                                                                  \
  if (__builtin_cpu_supports(FEATURE))                                                             \
    bothWays(#NAME, NAME, &E, sizeof E);
  CHECK_BOTH("sse", sse) CHECK_BOTH("sse2", sse2) CHECK_BOTH("sse4.1", sse4) CHECK_BOTH("avx", avx)
  CHECK_BOTH("avx2", avx2) CHECK_BOTH("avx512f", avx512f) CHECK_BOTH("avx512vl", avx512vl)
  CHECK_BOTH("avx512vbmi2", avx512vbmi2) CHECK_BOTH("avx", xsave)
  CHECK_BOTH("avx512f", conditionalLoop) CHECK_BOTH("sse2", vectorExtension)
  undoes("fxsave", fxsave, &E, sizeof E);
  if (Bits == 0) // compiled only: not every machine can say that it has these
    movdir(), scalars();
  return Failures != 0;
}
