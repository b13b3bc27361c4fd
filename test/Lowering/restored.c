// A store in a block is preceded by a save of exactly its bytes, which every block outlives
// that may run; elsewhere behind a test of the mode. A variable outlives the blocks in
// its scope, and nothing is saved of one that the block itself declares.
// RUN: %clang_stet -O0 -S -emit-llvm %s -o - | FileCheck %s
// RUN: %clang_stet -O0 -S -emit-llvm %s -o - | FileCheck %s --check-prefix=MARKS
#include <stet.h>
#define RESTORED __attribute__((restored))
RESTORED int Global;
RESTORED int Array[100];
struct counter {
  RESTORED int Count;
};
void get(int *Pointer);

// MARKS-NOT: call {{.*}}annotation
// MARKS-NOT: section "stet.restored"

// CHECK-LABEL: define {{.*}} @inBlock(
void inBlock(int I) {
  RESTORED long Local = 1;
  // CHECK:     call ptr @__stet_block_begin(
  // CHECK-NOT: stet_thread_mode
  transaction <> {
    // CHECK:      call void @stet_save(ptr @Global, i64 4, i32 -1)
    // CHECK-NEXT: store i32 2, ptr @Global
    Global = 2;
    // CHECK:      [[ELEMENT:%.*]] = getelementptr inbounds [100 x i32], ptr @Array
    // CHECK-NEXT: call void @stet_save(ptr [[ELEMENT]], i64 4, i32 -1)
    // CHECK-NEXT: store i32 3, ptr [[ELEMENT]]
    Array[I] = 3;
    // CHECK:      call void @stet_save(ptr %{{.*}}, i64 8, i32 1)
    // CHECK-NEXT: store i64 4
    Local = 4;
    // CHECK-NOT: @stet_save
    RESTORED int Inner = 5;
    Inner = 6;
    // CHECK: store i32 6
  }
  // CHECK-NOT: @stet_save
  Local = 7;
  // CHECK: ret void
}

// CHECK-LABEL: define {{.*}} @elsewhere(
void elsewhere(void) {
  // CHECK:      [[MODE:%.*]] = load i32, ptr {{.*}}, align 4, !nosanitize
  // CHECK:      br i1 {{.*}}, label %[[SAVE:.*]], label %[[STORE:.*]], !prof
  // CHECK:      [[SAVE]]:
  // CHECK-NEXT: call void @stet_save(ptr @Global, i64 4, i32 -1)
  // CHECK:      [[STORE]]:
  // CHECK-NEXT: store i32 1, ptr @Global
  Global = 1;
}

// A member, in the body for transactions.
void member(struct counter *C) { C->Count = 1; }

// CHECK-LABEL: define {{.*}} @nested(
void nested(void) {
  RESTORED int Local = 1;
  transaction <> {
    RESTORED int Middle = 1;
    transaction <> {
      // CHECK: call void @stet_save(ptr %{{.*}}, i64 4, i32 2)
      // CHECK: call void @stet_save(ptr %{{.*}}, i64 4, i32 1)
      Local = 2;
      Middle = 2;
    }
  }
}

// Who gets the address may change all of it, also in nested blocks below.
// CHECK-LABEL: define {{.*}} @passed(
void passed(void) {
  // CHECK:      call void @stet_save_object(ptr @Array, i64 400, ptr null, i32 -1, i32 1)
  // CHECK-NEXT: invoke void @get(ptr noundef @Array)
  transaction <> { get(Array); }
}

// A pointer that was made before the block may be used in it.
// CHECK-LABEL: define {{.*}} @captured(
void captured(void) {
  RESTORED int Local = 1;
  int *Pointer = &Local;
  // CHECK:      call ptr @__stet_block_begin(
  // CHECK-NEXT: call void @stet_save_object(ptr %{{.*}}, i64 4, ptr null, i32 1, i32 1)
  transaction <> { *Pointer = 2; }
}

// CHECK-LABEL: define {{.*}} @member.tx(
// CHECK:       call void @stet_save(ptr [[MEMBER:%.*]], i64 4, i32 -1)
// CHECK:       store i32 1, ptr [[MEMBER]]
