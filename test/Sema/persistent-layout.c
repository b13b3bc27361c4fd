// RUN: %clang_stet_verify -std=c23 -fPIE %s
// RUN: %clang_stet_verify -std=c11 -fno-pie -DFIXED %s
#include <stet.h>

#include <dirent.h>
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdio.h>

struct locks {
  int level;
  pthread_mutex_t lock; // expected-note {{'account::locks::lock' is declared here}}
};
struct __attribute__((persistent)) account {
  struct account *next;
  struct locks *elsewhere;
  struct locks locks; // expected-error {{'account::locks::lock' can't be persistent: 'pthread_mutex_t' belongs to one run of the program; keep it in ordinary memory [stet-persistent-layout]}}
  DIR *folder;        // expected-error {{'account::folder' can't be persistent: 'DIR *' belongs}}
  jmp_buf back;       // expected-error {{'account::back' can't be persistent: 'jmp_buf' belongs}}
  sem_t rooms[4];     // expected-error {{'account::rooms' can't be persistent: 'sem_t' belongs}}
  FILE **files;
  int numbers[4];
#ifndef FIXED
  void (*changed)(void); // expected-warning {{'account::changed' should not be persistent: pointers to functions need the same addresses}}
#endif
};
__attribute__((persistent)) struct {
  FILE *f; // expected-note {{'journal::f' is declared here}}
} journal;    // expected-error {{'journal::f' can't be persistent}}

#pragma stet diagnostic ignored "persistent-layout"
__attribute__((persistent)) FILE *silent;
