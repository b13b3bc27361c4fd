//===-- bench/disk/Histogram.h - Latencies, in little memory ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_BENCH_DISK_HISTOGRAM_H
#define STET_BENCH_DISK_HISTOGRAM_H

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace bench::disk {

/// Counts nanoseconds in buckets that are less than 1 % wide.
class Histogram {
public:
  void add(uint64_t Nanoseconds) {
    ++Counts[bucketOf(Nanoseconds)];
    ++Total;
  }

  void add(const Histogram &Other) {
    for (size_t I = 0; I < BucketCount; ++I)
      Counts[I] += Other.Counts[I];
    Total += Other.Total;
  }

  uint64_t total() const { return Total; }

  /// In nanoseconds; 0 when nothing was added.
  double percentile(double Percent) const {
    if (Total == 0)
      return 0;
    auto Rank = uint64_t(Percent / 100 * double(Total - 1));
    size_t Bucket = 0;
    for (uint64_t Below = Counts[0]; Below <= Rank; Below += Counts[Bucket])
      ++Bucket;
    return (lowest(Bucket) + lowest(Bucket + 1) - 1) / 2;
  }

private:
  // A power of two is divided into 2^Bits buckets; below 2^(Bits + 1) each has one value.
  static constexpr unsigned Bits = 7;
  static constexpr unsigned LargestExponent = 40; ///< 18 minutes
  static constexpr size_t BucketCount = (LargestExponent - Bits + 1) << Bits;

  static size_t bucketOf(uint64_t Value) {
    Value = std::min(Value, (uint64_t(1) << LargestExponent) - 1);
    unsigned Width = std::bit_width(Value);
    unsigned Shift = Width > Bits + 1 ? Width - (Bits + 1) : 0;
    return (size_t(Shift) << Bits) + (Value >> Shift);
  }
  static double lowest(size_t Bucket) {
    size_t Shift = Bucket >> Bits ? (Bucket >> Bits) - 1 : 0;
    return double((Bucket - (Shift << Bits)) << Shift);
  }

  std::array<uint64_t, BucketCount> Counts{};
  uint64_t Total = 0;
};

} // namespace bench::disk

#endif // STET_BENCH_DISK_HISTOGRAM_H
