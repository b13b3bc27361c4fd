// A reference can't be persistent, also when the attribute did not see yet that it is one.
// RUN: %clangxx_stet_verify=deduced %s
// RUN: %clangxx_stet_verify=template -DTEMPLATE %s
#include <stet.h>

int target;
#ifndef TEMPLATE
[[persistent]] decltype(auto) deduced = (target); // deduced-error {{'deduced' is a reference, which can't be persistent; use a pointer [stet-persistent-variable]}}
#else
template <class T> [[persistent]] T of_template = target; // template-error {{'of_template' is a reference}}
int use() {
  return of_template<int &>; // template-note {{in the instantiation of 'of_template' for this use}}
}
#endif
