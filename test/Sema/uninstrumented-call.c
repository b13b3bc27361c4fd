// Functions of system headers that are not known, with persistent memory to write.
// RUN: rm -rf %t && mkdir -p %t/system
// RUN: cp %S/Inputs/unseen.h %t/system/unseen.h
// RUN: %clang_stet_verify -std=gnu11 -isystem %t/system %s
// RUN: %clang_stet_verify -std=gnu23 -isystem %t/system %s
// RUN: %clangxx_stet_verify -x c++ -isystem %t/system %s
#include "Inputs/silence.h"
#include <stet.h>

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unseen.h> // expected-note@unseen.h:* 4 {{declare it '[[stet::transaction_pure]]' if it writes none of it}}

#include "Inputs/mine.h"
struct __attribute__((persistent)) node {
  char text[10];
  long numbers[4];
};
__attribute__((persistent)) struct node root;
struct node ordinary;
static void callee(struct node *n) {
  unseen_fill(n->numbers, 4); // expected-note {{called here}}
}
#pragma stet diagnostic ignored "volatile-write"

void block(struct node *n, char *anything) {
  char local[10];
  unseen_text(root.text);
  transaction <> { // expected-note 4 {{the transaction begins here}}
    unseen_text(root.text);           // expected-warning {{'unseen_text' may write the persistent memory that it gets, and was not compiled with Stet: its changes are not undone if the transaction aborts [stet-uninstrumented-call]}}
    unseen_fill(&root.numbers[1], 2); // expected-warning {{'unseen_fill' may write}}
    unseen_any(&root);                // expected-warning {{'unseen_any' may write}}
    callee(&root);                    // expected-warning {{the call to 'callee' calls 'unseen_fill', which may write}}
    // Reads, known functions, volatile memory, promises, functions of the user.
    unseen_reads(root.text);
    strcpy(root.text, "x");
    memset(&root, 0, sizeof root);
    strtok(root.text, " ");
    snprintf(root.text, sizeof root.text, "%d", 1);
    madvise(&root, sizeof root, MADV_NORMAL);
    unseen_text(local);
    unseen_text(anything);
    callee(&ordinary);
    unseen_pure(root.text);
    mine(root.text);
    SILENCE("uninstrumented-call") { unseen_text(root.text); }
  }
}
