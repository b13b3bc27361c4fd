//===-- bench/disk/SystemError.h - An exception that tells errno ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef STET_BENCH_DISK_SYSTEMERROR_H
#define STET_BENCH_DISK_SYSTEMERROR_H

#include <cerrno>
#include <string>
#include <system_error>

namespace bench::disk {

[[noreturn]] inline void throwErrno(const std::string &What) {
  throw std::system_error(errno, std::generic_category(), What);
}

} // namespace bench::disk

#endif // STET_BENCH_DISK_SYSTEMERROR_H
