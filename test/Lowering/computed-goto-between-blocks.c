// LLVM takes each computed goto of a function to go to the labels of all. Clang refuses jumps that
// leave a block, but does not look into the sizes of arrays; the IR must be sound there, too.
// RUN: %clang_stet -w -std=gnu17 -O0 -S -emit-llvm %s -o - | opt -passes=verify -disable-output
// RUN: %clang_stet -w -std=gnu17 -O2 -S -emit-llvm %s -o - | FileCheck %s
// CHECK: call i32 @stet_block_commit(
// CHECK: call void @llvm.stackrestore
#include <stet.h>
__attribute__((persistent)) int n;
int use(int *);
int main(void) {
  int local[({
              transaction <> {
                {
                  __label__ one, two;
                  static const void *const labels[] = {&&one, &&two};
                  int room[n];
                  use(room);
                  goto *labels[n & 1];
                one:;
                two:;
                }
              }
              3;
            }) &
            7];
  transaction <> {
    use(local);
    {
      __label__ one, two;
      static const void *const labels[] = {&&one, &&two};
      goto *labels[n & 1];
    one:;
    two:;
    }
  }
}
