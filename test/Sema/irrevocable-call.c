// RUN: %clang_stet_verify -std=c11 %s
// RUN: %clang_stet_verify -std=c23 %s
#include "Inputs/silence.h"
#include <stet.h>

#include <assert.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int accept_word(const char *);
static pthread_mutex_t lock;
static void *run(void *argument) { return argument; }
static void announce(int n) {
  printf("%d\n", n); // expected-note {{called here}}
}
static void twice(int n) {
  announce(n); // expected-note {{called through the call to 'announce' here}}
}
static void fail(void) __attribute__((noreturn));
static void fail(void) {
  puts("no memory");
  exit(1);
}
#pragma stet diagnostic ignored "volatile-write"

void block(pthread_t *thread, char *buffer, int file) {
  printf("outside\n");
  transaction <> { // expected-note 9 {{the transaction begins here}}
    printf("hello\n"); // expected-warning {{'printf' can't be undone if the transaction aborts: what it writes stays written [stet-irrevocable-call]}}
    write(1, "x", 1);  // expected-warning {{'write' can't be undone}}
    fopen("x", "w");   // expected-warning {{'fopen' can't be undone if the transaction aborts: what it does to files stays done}}
    pthread_create(thread, NULL, run, NULL); // expected-warning {{'pthread_create' can't be undone if the transaction aborts: another thread does not wait for the commit}}
    pthread_mutex_lock(&lock);               // expected-warning {{'pthread_mutex_lock' can't be undone if the transaction aborts: others may see changes before they are committed or undone; name the lock in 'transaction <lock>'}}
    pthread_mutex_unlock(&lock);             // expected-warning {{'pthread_mutex_unlock' can't be undone}}
    fork();                                  // expected-warning {{'fork' can't be undone if the transaction aborts: what it does to processes stays done}}
    exit(0);                                 // expected-warning {{'exit' can't be undone}}
    twice(3);                                // expected-warning {{the call to 'twice' calls 'printf', which can't be undone}}
    // Memory only, messages to humans, reads, what ends the program by itself.
    snprintf(buffer, 10, "x");
    fprintf(stderr, "x");
    write(2, "x", 1);
    perror("x");
    read(file, buffer, 10);
    accept_word(buffer);
    assert(buffer);
    if (!buffer)
      fail();
    if (file)
      abort();
    SILENCE("irrevocable-call") printf("hello\n");
  }
  transaction <&lock> { memset(buffer, 0, 10); }
}
