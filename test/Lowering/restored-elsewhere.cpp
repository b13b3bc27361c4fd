// Where a variable is only declared, its class tells how an object that can't be copied byte by
// byte is saved: its bytes must not be restored over it.
// RUN: %clangxx_stet -O1 -S -emit-llvm %s -o - | FileCheck %s
#include <stet.h>
struct counted {
  int Number;
  counted(const counted &);
  counted &operator=(const counted &);
  ~counted();
};
[[stet::restored]] extern counted First;
[[stet::restored]] extern int Second;
// CHECK-LABEL: define {{.*}} @{{.*}}change
// CHECK-NOT: @stet_save({{.*}}First
// CHECK: call void @stet_save_object({{.*}}@First, i64 4, ptr {{.*}}@{{.*}}restoration{{.*}}counted
// CHECK: call void @stet_save({{.*}}Second
// CHECK-NOT: @stet_save({{.*}}First
void change(const counted &New) {
  transaction <> {
    First = New;
    Second = 1;
  }
}
