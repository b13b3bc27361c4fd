// RUN: %clangxx_stet_verify %s
// RUN: %clangxx_stet_verify -DBARE -fplugin-arg-stet-Wno-persistent-layout %s
// RUN: %clangxx_stet_verify -DBARE -w -fplugin-arg-stet-Wpersistent-layout %s
// expected-no-diagnostics
#include <stet.h>

#include <string>
#ifdef BARE
#define SILENT
#else
#define SILENT [[stet::suppress("persistent-layout")]]
#endif

struct [[persistent]] SILENT by_class {
  std::string name;
};
struct [[persistent]] by_field {
  SILENT std::string name;
};
struct inner {
  SILENT std::string name;
};
struct [[persistent]] by_note {
  inner i;
};
[[persistent]] SILENT std::string variable;

#ifndef BARE
#pragma stet diagnostic push
#pragma stet diagnostic ignored "persistent-layout"
struct [[persistent]] by_pragma {
  std::string name;
};
#pragma stet diagnostic pop
#endif
