//===-- bench/disk/Report.h - The results for people and for programs ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_BENCH_DISK_REPORT_H
#define STET_BENCH_DISK_REPORT_H

#include "Results.h"

namespace bench::disk {

/// How it was measured.
struct Setting {
  std::string Folder, Device;
  double Seconds; ///< a turn
  unsigned Rounds;
};

void print(const Setting &, const Results &);
void writeJson(const std::string &Path, const Setting &, const Results &);

} // namespace bench::disk

#endif // STET_BENCH_DISK_REPORT_H
