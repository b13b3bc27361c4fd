//===-- runtime/pool/Pool.cpp - Opening, creating and closing a pool ---===//
//
// Part of the Stet project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Pool.h"
#include "../diagnostics/CrashPoint.h"
#include "../diagnostics/Error.h"
#include "../medium/Mapping.h"
#include "../redo/Checkpoint.h"
#include "Flavour.h"
#include "ForkedChild.h"
#include "FreeFooters.h"
#include "LibPmemobjFormat.h"
#include "OpenError.h"
#include "Placement.h"
#include "PoolFile.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace stet {
namespace {

constexpr size_t DefaultSize = size_t(1) << 30;

/// What can be checked before the pool is mapped. Sets an error.
bool check(const PoolFile &File, const PoolFile::Contents &C) {
  if (C.TheKind != PoolFile::Kind::Finished)
    return reportNotAPool(File, C.TheKind);
  if (C.Name.Version != LayoutName::CurrentVersion)
    return reportVersion(File, C.Name.Version);
  if (C.Name.Flavour != processFlavour())
    return reportFlavour(File, C.Name.Flavour);
  if (File.size() < C.NeededSize || File.size() < PMEMOBJ_MIN_POOL)
    return reportTruncated(File, C.NeededSize);
  const PoolHeader &H = C.Header;
  if (H.Magic != PoolHeader::MagicNumber)
    return reportDamaged(File.path(), "its header is not where it should be");
  if (H.Version != PoolHeader::CurrentVersion)
    return reportVersion(File, H.Version);
  if (H.StorageClass != 0)
    return setError(EINVAL,
                    "the pool '%s' is of storage class %u, which this libstet does not "
                    "know: use a newer one",
                    File.path().c_str(), H.StorageClass);
  if (H.BaseAddress != C.Name.BaseAddress || H.Flavour != C.Name.Flavour ||
      !isValidPlacement(H.Flavour, H.BaseAddress, File.size()) ||
      (H.Durability != STET_DURABILITY_POWER && H.Durability != STET_DURABILITY_PROCESS))
    return reportDamaged(File.path(), "its header contradicts itself");
  return true;
}

/// Process-wide settings of the libpmemobj in this library, for the next create.
void configureCreation(const Medium &M) {
  int No = 0;
  pmemobj_ctl_set(nullptr, "fallocate.at_create", &No); // sparse
  // The count of unsafe shutdowns tells something of real modules only; elsewhere
  // it keeps a pool from being copied to another machine.
  int ShutdownState = M.isPersistentMemory();
  pmemobj_ctl_set(nullptr, "sds.at_create", &ShutdownState);
}

redo::PoolFileAccess accessTo(const PoolFile &File, const PoolFile::Contents &C, redo::File &Raw) {
  redo::PoolFileAccess Access{Raw, File.size(), C.HeaderOffset + offsetof(PoolHeader, Log), {}};
  memcpy(Access.Id, C.Id, sizeof(Access.Id));
  return Access;
}

/// Whatever medium is to come: a working copy that was not closed has left its last
/// commits in its log.
bool recover(const PoolFile &File, const PoolFile::Contents &C) {
  if (!C.Header.Log.LogId)
    return true;
  redo::File Raw(fcntl(File.descriptor(), F_DUPFD_CLOEXEC, 0), File.path());
  return recoverPoolFile(accessTo(File, C, Raw), C.Header.Log);
}

/// Puts what the pool was created with in the place of what is not asked for.
void resolve(PoolOptions &Options, const PoolHeader &Header) {
  if (Options.Durability != STET_DURABILITY_STORED)
    return;
  Options.Durability = stet_durability(Header.Durability);
  if (Options.Durability == STET_DURABILITY_POWER && !Options.RelaxedMilliseconds &&
      Options.Where != Placement::InPlace)
    Options.RelaxedMilliseconds = unsigned(Header.RelaxedMilliseconds);
}

MediumRequest requestFor(const PoolFile &File, const PoolFile::Contents &C,
                         const PoolOptions &Options) {
  return {File.descriptor(),
          File.path(),
          reinterpret_cast<char *>(C.Name.BaseAddress),
          File.size(),
          C.HeaderOffset + offsetof(PoolHeader, Log),
          C.Id,
          Options.Durability == STET_DURABILITY_POWER,
          Options.RelaxedMilliseconds,
          Options.Where,
          Options.LogBytes};
}

} // namespace

Pool::Pool(std::unique_ptr<PoolFile> F, std::unique_ptr<Medium> S, const PoolOptions &O)
    : File(std::move(F)), RuntimeState(new char[libpmemobj::RuntimeStateEnd]), Size(File->size()),
      Path(File->path()), Options(O), Storage(std::move(S)) {}

Pool::~Pool() {
  if (Storage)
    close();
  delete transientFields();
}

TransientFields *Pool::makeTransientFields() {
  auto New = std::make_unique<TransientFields>(base(), Size);
  if (!New->isUsable())
    return nullptr;
  TransientFields *Known = nullptr;
  if (Transient.compare_exchange_strong(Known, New.get()))
    return New.release();
  return Known;
}

int Pool::close() {
  if (Handle) {
    crashObserveUnmap(Handle);
    pmemobj_close(Handle);
    Handle = nullptr;
  }
  unregisterMedium(*Storage);
  int Error = KeepsChanges ? Storage->finish() : 0;
  Storage.reset();
  return Error;
}

std::unique_ptr<PoolFile> Pool::closeAndKeepFile() {
  close();
  return std::move(File);
}

// -- Opening -------------------------------------------------------------------

static bool isKnown(const char *Path, stet_durability Durability) {
  return (Durability >= STET_DURABILITY_STORED && Durability <= STET_DURABILITY_PROCESS) ||
         setError(EINVAL, "durability %d, asked for pool '%s', is unknown", int(Durability), Path);
}

std::unique_ptr<Pool> Pool::open(const char *Path, const PoolOptions &Options) {
  releaseAbandonedPools();
  if (!isKnown(Path, Options.Durability))
    return nullptr;
  std::unique_ptr<PoolFile> File = PoolFile::open(Path);
  return File ? open(std::move(File), Options) : nullptr;
}

std::unique_ptr<Pool> Pool::open(std::unique_ptr<PoolFile> File, PoolOptions Options) {
  PoolFile::Contents C;
  // Its log may change what the file says of itself.
  if (!File->inspect(C) || !check(*File, C) || !recover(*File, C) || !File->inspect(C) ||
      !check(*File, C))
    return nullptr;
  resolve(Options, C.Header);
  // What runs with durability `process` have left in the page cache must not get
  // lost under a log that says that it is there.
  bool Power = Options.Durability == STET_DURABILITY_POWER;
  if ((Power && !File->syncData()) || !checkHeap(*File))
    return nullptr;
  std::unique_ptr<Medium> Storage = createMedium(requestFor(*File, C, Options));
  if (!Storage)
    return nullptr;
  std::unique_ptr<Pool> P(new Pool(std::move(File), std::move(Storage), Options));
  if (!P->map(C.Name, false) || !repairFreeFooters(*P) || !P->adoptHeader(C.Name))
    return nullptr;
  P->KeepsChanges = true;
  return P;
}

// -- Creating ------------------------------------------------------------------

std::unique_ptr<Pool> Pool::create(const char *Path, size_t Size, const PoolOptions &Wanted) {
  releaseAbandonedPools();
  Size = Size ? (Size + 4095) & ~size_t(4095) : DefaultSize;
  if (Size < PMEMOBJ_MIN_POOL) {
    setError(EINVAL, "a pool of %zu bytes is too small: it takes at least %zu", Size,
             PMEMOBJ_MIN_POOL);
    return nullptr;
  }
  PoolOptions Options = Wanted;
  if (Options.Durability == STET_DURABILITY_STORED)
    Options.Durability = STET_DURABILITY_POWER;
  bool Power = Options.Durability == STET_DURABILITY_POWER;
  if (!isKnown(Path, Options.Durability) ||
      !isPossible(Path, Power, Options.RelaxedMilliseconds, Options.Where))
    return nullptr;
  std::unique_ptr<PoolFile> File = PoolFile::openOrMake(Path);
  PoolFile::Contents C;
  if (!File || !File->inspect(C))
    return nullptr;
  if (C.TheKind != PoolFile::Kind::Unfinished) {
    reportExists(*File, C.TheKind);
    return nullptr;
  }

  LayoutName Name;
  Name.Flavour = processFlavour();
  std::unique_ptr<Pool> P;
  // Again when another thread maps something where the pool was to go.
  for (int Attempt = 0; Attempt < 16 && !P; ++Attempt) {
    if (!choosePlacement(Name.Flavour, Size, Name.BaseAddress) || !File->beginCreation(Size, Power))
      break;
    std::unique_ptr<Medium> Storage = createMediumInPlace(File->descriptor(), Power);
    configureCreation(*Storage);
    std::unique_ptr<Pool> Candidate(new Pool(std::move(File), std::move(Storage), Options));
    if (Candidate->map(Name, true) && Candidate->writeHeader(Name)) {
      P = std::move(Candidate);
      break;
    }
    bool Again = errno == EEXIST;
    File = std::move(Candidate->File);
    if (!Again)
      break;
  }
  if (!P) {
    if (File)
      File->remove();
    return nullptr;
  }
  P->KeepsChanges = true;
  if (!wantsWorkingCopy(P->File->descriptor(), Power, Options.RelaxedMilliseconds, Options.Where))
    return P;
  std::string FullPath = P->path();
  std::unique_ptr<Pool> Copy = open(P->closeAndKeepFile(), Options);
  if (!Copy) {
    int Error = errno;
    unlink(FullPath.c_str());
    errno = Error;
  }
  return Copy;
}

bool Pool::isUnfinished(const char *Path) {
  int Descriptor = ::open(Path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (Descriptor < 0)
    return false;
  PoolFile::Contents C;
  bool Result = PoolFile::inspect(Descriptor, Path, C) && C.TheKind == PoolFile::Kind::Unfinished;
  ::close(Descriptor);
  return Result;
}

/// Lets libpmemobj create or open the file at its address. Sets an error.
bool Pool::map(const LayoutName &Name, bool Creating) {
  void *Base = reinterpret_cast<void *>(Name.BaseAddress);
  std::string Layout = Name.encode();
  MappingScope Scope(Path.c_str(), Base, Size, *Storage);
  Handle = Creating ? pmemobj_create(Path.c_str(), Layout.c_str(), 0, 0600)
                    : pmemobj_open(Path.c_str(), Layout.c_str());
  if (static_cast<void *>(Handle) == Base)
    return true;
  if (Scope.error() == EEXIST)
    return reportAddressTaken(*File, Name.BaseAddress, Size);
  if (Scope.error())
    return setError(Scope.error(), "can't map the pool '%s' of %zu bytes: %s", Path.c_str(), Size,
                    strerror(Scope.error()));
  if (Handle)
    fatal("libpmemobj mapped the pool '%s' at %p instead of %p", Path.c_str(),
          static_cast<void *>(Handle), Base);
  if (errno == ENOMEM || Creating)
    return setError(errno, "can't %s the pool '%s': %s", Creating ? "create" : "open", Path.c_str(),
                    pmemobj_errormsg());
  return reportDamaged(Path, pmemobj_errormsg());
}

/// Takes the header of a pool that has been opened.
bool Pool::adoptHeader(const LayoutName &Name) {
  if (pmemobj_root_size(Handle) != sizeof(PoolHeader))
    return reportDamaged(Path, "its header has another size");
  Header = static_cast<PoolHeader *>(pmemobj_direct(pmemobj_root(Handle, sizeof(PoolHeader))));
  if (!Header || Header->Magic != PoolHeader::MagicNumber ||
      Header->BaseAddress != Name.BaseAddress)
    return reportDamaged(Path, "its header is not where it should be");
  return true;
}

/// Makes a new pool's header. Its magic number comes last and finishes the pool.
bool Pool::writeHeader(const LayoutName &Name) {
  PMEMoid Root = pmemobj_root(Handle, sizeof(PoolHeader));
  if (OID_IS_NULL(Root))
    return setError(ENOSPC, "can't create the pool '%s': %s", Path.c_str(), pmemobj_errormsg());
  Header = static_cast<PoolHeader *>(pmemobj_direct(Root)); // zeroes
  Header->Version = PoolHeader::CurrentVersion;
  Header->Flavour = Name.Flavour;
  Header->Durability = Options.Durability;
  Header->RelaxedMilliseconds = Options.RelaxedMilliseconds;
  Header->BaseAddress = Name.BaseAddress;
  persist(Header, sizeof(PoolHeader));
  if (Options.Durability == STET_DURABILITY_POWER && !File->syncName())
    return false;
  Header->Magic = PoolHeader::MagicNumber;
  persist(&Header->Magic, sizeof(Header->Magic));
  return true;
}

PMEMoid Pool::oidOf(const void *Address) const {
  if (!Address)
    return OID_NULL;
  // The pool's number is in every object's identity; the root's will do.
  PMEMoid Oid = pmemobj_oid(Header);
  Oid.off = offsetOf(Address);
  return Oid;
}

void Pool::removeFile() {
  int Error = errno;
  File->remove();
  errno = Error;
}

bool Pool::isFile(dev_t Device, ino_t Inode) const { return File && File->isFile(Device, Inode); }

} // namespace stet
