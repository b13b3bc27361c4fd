//===-- runtime/interface/LibraryCalls.cpp - What calls of the C library will write ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LibraryCalls.h"

#include "../diagnostics/Error.h"
#include "../pool/Flavour.h"

#include <cstdlib>
#include <cstring>
#include <cwchar>
#include <fcntl.h>
#include <search.h>
#include <stet/library.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>

using namespace stet;

bool stet::isToBeSaved(const void *Address) {
  Window Pools = windowOf(processFlavour());
  return stet_thread_mode != STET_MODE_NONE &&
         reinterpret_cast<uintptr_t>(Address) - Pools.Base < Pools.Size;
}

/// stet_snapshot; most addresses are null or volatile.
static void save(const void *Address, size_t Size) {
  if (isToBeSaved(Address) && Size)
    stet_snapshot(Address, Size);
}

void stet_library_vector(const iovec *Parts, size_t Count) noexcept {
  for (size_t I = 0; Parts && I < Count; ++I)
    save(Parts[I].iov_base, Parts[I].iov_len);
}

void stet_library_message(msghdr *Message) noexcept {
  if (!Message)
    return;
  save(Message, sizeof *Message);
  save(Message->msg_name, Message->msg_namelen);
  save(Message->msg_control, Message->msg_controllen);
  stet_library_vector(Message->msg_iov, Message->msg_iovlen);
}

void stet_library_messages(mmsghdr *Messages, unsigned Count) noexcept {
  for (unsigned I = 0; I < Count; ++I) {
    save(&Messages[I], sizeof Messages[I]);
    stet_library_message(&Messages[I].msg_hdr);
  }
}

void stet_library_token(char *String, const char *Delimiters, char **Place) noexcept {
  char *Start = String ? String : *Place;
  if (!Start)
    return;
  char *Word = Start + strspn(Start, Delimiters);
  char *End = Word + strcspn(Word, Delimiters);
  if (*Word && *End)
    save(End, 1);
}

void stet_library_wide_token(wchar_t *String, const wchar_t *Delimiters, wchar_t **Place) noexcept {
  wchar_t *Start = String ? String : *Place;
  if (!Start)
    return;
  wchar_t *Word = Start + wcsspn(Start, Delimiters);
  wchar_t *End = Word + wcscspn(Word, Delimiters);
  if (*Word && *End)
    save(End, sizeof *End);
}

void stet_library_separate(char **Place, const char *Delimiters) noexcept {
  if (!*Place)
    return;
  char *End = *Place + strcspn(*Place, Delimiters);
  if (*End)
    save(End, 1);
}

void stet_library_suboption(char **Place) noexcept { stet_library_separate(Place, ","); }

void stet_library_template(char *Name, int Suffix) noexcept {
  constexpr size_t Replaced = 6;
  size_t Length = strlen(Name);
  if (Suffix >= 0 && Length >= Replaced + Suffix)
    save(Name + Length - Suffix - Replaced, Replaced);
}

void stet_library_plain_template(char *Name) noexcept { stet_library_template(Name, 0); }

void stet_library_insert(void *Element, void *Before) noexcept {
  save(Element, sizeof(qelem));
  auto *Previous = static_cast<qelem *>(Before);
  if (!Previous)
    return;
  save(&Previous->q_forw, sizeof Previous->q_forw);
  if (qelem *Next = Previous->q_forw)
    save(&Next->q_back, sizeof Next->q_back);
}

void stet_library_remove(void *Element) noexcept {
  auto *Removed = static_cast<qelem *>(Element);
  if (Removed->q_forw)
    save(&Removed->q_forw->q_back, sizeof Removed->q_back);
  if (Removed->q_back)
    save(&Removed->q_back->q_forw, sizeof Removed->q_forw);
}

void stet_library_random(random_data *Data) noexcept {
  save(Data, sizeof *Data);
  // One word before the state tells its kind.
  if (Data->state)
    save(Data->state - 1, (Data->rand_deg + 1) * sizeof *Data->state);
}

void stet_library_fcntl(int Command, void *Argument) noexcept {
  switch (Command) {
  case F_GETLK:
  case F_OFD_GETLK:
    return save(Argument, sizeof(struct flock));
  case F_GETOWN_EX:
    return save(Argument, sizeof(f_owner_ex));
  case F_GET_RW_HINT:
  case F_GET_FILE_RW_HINT:
    return save(Argument, sizeof(uint64_t));
  default: // The others only read their argument.
    return;
  }
}

void stet_library_prctl(int Command, void *Argument) noexcept {
  switch (Command) {
  case PR_SET_NAME:
  case PR_SET_MM:
  case PR_SET_SECCOMP:
  case PR_SET_VMA:
    return; // These read.
  case PR_GET_NAME:
    return save(Argument, 16);
  case PR_GET_PDEATHSIG:
  case PR_GET_UNALIGN:
  case PR_GET_FPEMU:
  case PR_GET_FPEXC:
  case PR_GET_ENDIAN:
  case PR_GET_TSC:
  case PR_GET_CHILD_SUBREAPER:
    return save(Argument, sizeof(int));
  default:
    return stet_library_unknown("prctl", Argument);
  }
}

void stet_library_unknown(const char *Function, const void *Pointer) noexcept {
  if (isToBeSaved(Pointer))
    fatal("'%s' got the persistent address %p in a transaction; what it writes there, now or "
          "later, can't be known and so not be undone: hand it volatile memory and copy",
          Function, Pointer);
}
