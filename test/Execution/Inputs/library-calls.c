// The surroundings of the generated calls, compiled without the plugin; and functions that
// this C library may not have, or that need what a test machine has not: they fill
// whatever their manual lets them fill.
#include "library-calls.h"

unsigned char (*R)[REGION_BYTES];
FILE *Null, *WideNull;
static FILE *Errors;
locale_t Locale;
iconv_t Converter;
volatile double Real = 12.75;
static sigset_t Signals;
sigset_t *SomeSignals = &Signals;
char Stack[1 << 16], OtherRandomState[128], TwoPages[8192];
unsigned short SevenShorts[7] = {1, 2, 3, 4, 5, 6, 7};
const char Zeroes[1024];
const char *Path;
const time_t Seconds = 1000000000;
const struct tm Moment = {.tm_year = 101, .tm_mon = 8, .tm_mday = 9, .tm_hour = 1};

static FILE *newFile(void) {
  FILE *F = fopen(Path, "r");
  if (!F)
    abort();
  return F;
}
static FILE *rewound(FILE **F) {
  if (!*F)
    *F = newFile();
  rewind(*F);
  return *F;
}
FILE *input(void) {
  static FILE *F;
  return rewound(&F);
}
FILE *wideInput(void) {
  static FILE *F;
  return rewound(&F);
}
FILE *standardInput(void) {
  stdin = newFile();
  return stdin;
}
FILE *wideStandardInput(void) { return standardInput(); }
int inputFile(void) {
  static int D = -1;
  if (D < 0)
    D = open(Path, O_RDONLY);
  lseek(D, 0, SEEK_SET);
  return D;
}
int filledSocket(void) {
  static int S[2] = {-1, -1};
  if (S[0] >= 0)
    close(S[0]), close(S[1]);
  struct sockaddr_un Name = {.sun_family = AF_UNIX};
  socklen_t Size = sizeof(sa_family_t);
  S[0] = socket(AF_UNIX, SOCK_DGRAM, 0), S[1] = socket(AF_UNIX, SOCK_DGRAM, 0);
  // Abstract names that the system chooses.
  if (bind(S[0], (struct sockaddr *)&Name, Size) || bind(S[1], (struct sockaddr *)&Name, Size))
    abort();
  Size = sizeof Name;
  getsockname(S[0], (struct sockaddr *)&Name, &Size);
  if (connect(S[1], (struct sockaddr *)&Name, Size) || send(S[1], "0123456789abcdef", 16, 0) != 16)
    abort();
  return S[0];
}
int acceptingSocket(void) {
  static int Listener = -1, Client = -1;
  if (Listener >= 0)
    close(Listener), close(Client);
  struct sockaddr_un Name = {.sun_family = AF_UNIX}, Own = Name;
  socklen_t Size = sizeof Name;
  Listener = socket(AF_UNIX, SOCK_STREAM, 0), Client = socket(AF_UNIX, SOCK_STREAM, 0);
  if (bind(Listener, (struct sockaddr *)&Name, sizeof(sa_family_t)) || listen(Listener, 1) ||
      bind(Client, (struct sockaddr *)&Own, sizeof(sa_family_t)))
    abort();
  getsockname(Listener, (struct sockaddr *)&Name, &Size);
  if (connect(Client, (struct sockaddr *)&Name, Size))
    abort();
  return Listener;
}
pid_t exitedChild(void) {
  pid_t Child = fork();
  if (!Child)
    _exit(3);
  siginfo_t Info;
  waitid(P_PID, Child, &Info, WEXITED | WNOWAIT);
  return Child;
}
void *returnsFive(void *Unused) { return (void *)5; }
int returnsSix(void *Unused) { return 6; }
pthread_t finishedThread(void) {
  pthread_t T;
  pthread_create(&T, NULL, returnsFive, NULL);
  return T;
}
int compareBytes(const void *A, const void *B) {
  return *(const unsigned char *)A - *(const unsigned char *)B;
}
int compareBytesWith(const void *A, const void *B, void *Unused) { return compareBytes(A, B); }

void prepareLibraryCalls(void) {
  setlocale(LC_ALL, "C.UTF-8");
  Locale = newlocale(LC_ALL_MASK, "C.UTF-8", 0);
  Errors = stderr;
  Null = fopen("/dev/null", "w"), WideNull = fopen("/dev/null", "w");
  FILE *F = fopen(Path, "w");
  fputs(TEXT, F);
  fclose(F);
  Converter = iconv_open("UTF-16LE", "UTF-8");
  sigemptyset(&Signals);
  sigaddset(&Signals, SIGUSR2);
  sigprocmask(SIG_BLOCK, &Signals, NULL);
  struct random_data Data = {0};
  initstate_r(7, OtherRandomState, sizeof OtherRandomState, &Data);
}
void newOutput(void) { stdout = fopen("/dev/null", "w"); }
void quietly(void) { stderr = Null; }
void loudly(void) { stderr = Errors; }
int directory(void) { return open("/usr", O_RDONLY | O_DIRECTORY); }
DIR *directoryStream(void) { return opendir("/usr"); }
FILE *mounts(void) {
  FILE *F = tmpfile();
  fputs("device /place type options 1 2\n", F);
  rewind(F);
  return F;
}
void removeFile(int File, const char *Name) {
  close(File);
  unlink(Name);
}
void closeBoth(const int *Files) {
  close(Files[0]);
  close(Files[1]);
}
void startRandom(struct random_data *Data, char *State) {
  memset(Data, 0, sizeof *Data);
  initstate_r(5, State, 128, Data);
}
void setWords(char **Words, char *Option) {
  Words[0] = "program", Words[1] = "word", Words[2] = Option, Words[3] = NULL;
}
error_t keepArguments(int Key, char *Word, struct argp_state *State) {
  return Key == ARGP_KEY_ARG && State->arg_num ? ARGP_ERR_UNKNOWN : 0;
}
timer_t timer(void) {
  static timer_t T;
  struct sigevent Silent = {.sigev_notify = SIGEV_NONE};
  if (!T)
    timer_create(CLOCK_MONOTONIC, &Silent, &T);
  return T;
}
int timerFile(void) { return timerfd_create(CLOCK_MONOTONIC, 0); }
int epoll(void) {
  int E = epoll_create1(0), Event = eventfd(1, 0);
  struct epoll_event Wanted = {.events = EPOLLIN, .data.u64 = 77};
  epoll_ctl(E, EPOLL_CTL_ADD, Event, &Wanted);
  return E;
}
int connectedSocket(void) {
  static int S[2];
  socketpair(AF_UNIX, SOCK_STREAM, 0, S);
  return S[0];
}
void waitForSignal(void) { pthread_kill(pthread_self(), SIGUSR2); }
void nothing(void) {}
static ucontext_t *Resumed;
static void resume(void) { setcontext(Resumed); }
ucontext_t *contextThatResumes(ucontext_t *Here) {
  static ucontext_t Other;
  getcontext(&Other);
  Other.uc_stack = (stack_t){.ss_sp = Stack, .ss_size = sizeof Stack};
  Resumed = Here;
  makecontext(&Other, resume, 0);
  return &Other;
}
// What can't be written: a pipe that is full.
static int fullPipe(void) {
  static int P[2];
  if (!P[1] && pipe2(P, O_NONBLOCK) == 0)
    while (write(P[1], TwoPages, 1) == 1)
      ;
  return P[1];
}
// Nothing is ready for anything.
void setAll(fd_set *Read, fd_set *Write, fd_set *Except) {
  int S = connectedSocket();
  FD_SET(S, Read), FD_SET(S, Except), FD_SET(fullPipe(), Write);
}
int selected(fd_set *Read, fd_set *Write, fd_set *Except) {
  int Highest = 0;
  for (int N = 0; N < FD_SETSIZE; ++N)
    if (FD_ISSET(N, Read) || FD_ISSET(N, Write) || FD_ISSET(N, Except))
      Highest = N;
  return Highest + 1;
}
void setPoll(struct pollfd *Polled) {
  Polled[0] = (struct pollfd){connectedSocket(), POLLOUT, 0};
  Polled[1] = (struct pollfd){connectedSocket(), POLLOUT, 0};
}
void setMessages(struct mmsghdr *Messages, void *Text) {
  static struct iovec Part;
  Part = (struct iovec){Text, 10};
  memset(Messages, 0, 2 * sizeof *Messages);
  Messages[0].msg_hdr.msg_iov = Messages[1].msg_hdr.msg_iov = &Part;
  Messages[0].msg_hdr.msg_iovlen = Messages[1].msg_hdr.msg_iovlen = 1;
}
regex_t *expression(void) {
  static regex_t E;
  regcomp(&E, "a(b)", REG_EXTENDED);
  return &E;
}
void withFastmap(struct re_pattern_buffer *Pattern) {
  memset(Pattern, 0, sizeof *Pattern);
  re_compile_pattern("ab", 2, Pattern);
  Pattern->fastmap = malloc(256);
}
void setPattern(struct re_pattern_buffer *Pattern) {
  memset(Pattern, 0, sizeof *Pattern);
  re_compile_pattern("b*", 2, Pattern);
}
void makeList(void *First, void *Second) {
  insque(First, NULL);
  insque(Second, First);
}
void setArgz(char **Words, size_t *Size) { argz_create_sep("one:two=2:name=1", ':', Words, Size); }
void setArgzAt(char **Words, size_t *Size, char *Place) {
  memcpy(Place, "one\0two=2\0x", 13);
  *Words = Place, *Size = 12;
}
void *allocateChunk(long Size) { return malloc(Size); }
void *allocateChunkWith(void *Unused, long Size) { return malloc(Size); }
void freeWith(void *Unused, void *Chunk) { free(Chunk); }
sem_t *semaphore(void) {
  static sem_t S;
  sem_init(&S, 0, 3);
  return &S;
}
thrd_t cThread(void) {
  thrd_t T;
  thrd_create(&T, returnsSix, NULL);
  return T;
}
void setPolicy(pthread_attr_t *Attributes) { pthread_attr_setschedpolicy(Attributes, SCHED_RR); }
pthread_attr_t *attributes(void) {
  static pthread_attr_t A;
  static sigset_t Empty;
  pthread_attr_init(&A);
  pthread_attr_setsigmask_np(&A, &Empty);
  pthread_attr_setstack(&A, Stack, sizeof Stack);
  return &A;
}

// Functions of a later library are defined in terms of those that every library has.
#define LATER(RESULT, NAME, PARAMETERS)                                                            \
  RESULT later_##NAME PARAMETERS __asm__(#NAME);                                                   \
  RESULT later_##NAME PARAMETERS
#define LATER_NUMBER(T, NAME, CHAR)                                                                \
  LATER(T, __isoc23_##NAME, (const CHAR *S, CHAR **E, int B)) { return NAME(S, E, B); }
#define LATER_NUMBER_L(T, NAME, CHAR)                                                              \
  LATER_NUMBER(T, NAME, CHAR)                                                                      \
  LATER(T, __isoc23_##NAME##_l, (const CHAR *S, CHAR **E, int B, locale_t L)) {                    \
    return NAME##_l(S, E, B, L);                                                                   \
  }
LATER_NUMBER_L(long, strtol, char)
LATER_NUMBER_L(unsigned long, strtoul, char)
LATER_NUMBER_L(long long, strtoll, char)
LATER_NUMBER_L(unsigned long long, strtoull, char)
LATER_NUMBER_L(long, wcstol, wchar_t)
LATER_NUMBER_L(unsigned long, wcstoul, wchar_t)
LATER_NUMBER_L(long long, wcstoll, wchar_t)
LATER_NUMBER_L(unsigned long long, wcstoull, wchar_t)
LATER_NUMBER(intmax_t, strtoimax, char)
LATER_NUMBER(uintmax_t, strtoumax, char)
LATER_NUMBER(intmax_t, wcstoimax, wchar_t)
LATER_NUMBER(uintmax_t, wcstoumax, wchar_t)
#define LATER_SCAN(NAME, FIRST, CHAR, LIST)                                                        \
  LATER(int, __isoc23_##NAME, (FIRST, const CHAR *F, ...)) {                                       \
    va_list L;                                                                                     \
    va_start(L, F);                                                                                \
    int Result = LIST;                                                                             \
    va_end(L);                                                                                     \
    return Result;                                                                                 \
  }
LATER_SCAN(fscanf, FILE *S, char, vfscanf(S, F, L))
LATER_SCAN(sscanf, const char *S, char, vsscanf(S, F, L))
LATER_SCAN(fwscanf, FILE *S, wchar_t, vfwscanf(S, F, L))
LATER_SCAN(swscanf, const wchar_t *S, wchar_t, vswscanf(S, F, L))
#define LATER_SCAN_INPUT(NAME, CHAR)                                                               \
  LATER(int, __isoc23_##NAME, (const CHAR *F, ...)) {                                              \
    va_list L;                                                                                     \
    va_start(L, F);                                                                                \
    int Result = v##NAME(F, L);                                                                    \
    va_end(L);                                                                                     \
    return Result;                                                                                 \
  }
LATER_SCAN_INPUT(scanf, char)
LATER_SCAN_INPUT(wscanf, wchar_t)
LATER(int, __isoc23_vfscanf, (FILE * S, const char *F, va_list L)) { return vfscanf(S, F, L); }
LATER(int, __isoc23_vsscanf, (const char *S, const char *F, va_list L)) { return vsscanf(S, F, L); }
LATER(int, __isoc23_vscanf, (const char *F, va_list L)) { return vscanf(F, L); }
LATER(int, __isoc23_vfwscanf, (FILE * S, const wchar_t *F, va_list L)) { return vfwscanf(S, F, L); }
LATER(int, __isoc23_vswscanf, (const wchar_t *S, const wchar_t *F, va_list L)) {
  return vswscanf(S, F, L);
}
LATER(int, __isoc23_vwscanf, (const wchar_t *F, va_list L)) { return vwscanf(F, L); }
LATER(void *, memset_explicit, (void *P, int C, size_t N)) { return memset(P, C, N); }
LATER(void *, __memset_explicit_chk, (void *P, int C, size_t N, size_t Room)) {
  return memset(P, C, N);
}
LATER(size_t, strlcpy, (char *To, const char *From, size_t Room)) {
  size_t N = strlen(From);
  if (Room)
    To[N < Room ? N : Room - 1] = 0, memcpy(To, From, N < Room ? N : Room - 1);
  return N;
}
LATER(size_t, strlcat, (char *To, const char *From, size_t Room)) {
  size_t N = strnlen(To, Room);
  return N + (N < Room ? later_strlcpy(To + N, From, Room - N) : strlen(From));
}
LATER(size_t, __strlcpy_chk, (char *To, const char *From, size_t Room, size_t)) {
  return later_strlcpy(To, From, Room);
}
LATER(size_t, __strlcat_chk, (char *To, const char *From, size_t Room, size_t)) {
  return later_strlcat(To, From, Room);
}
LATER(size_t, wcslcpy, (wchar_t * To, const wchar_t *From, size_t Room)) {
  size_t N = wcslen(From);
  if (Room)
    To[N < Room ? N : Room - 1] = 0, wmemcpy(To, From, N < Room ? N : Room - 1);
  return N;
}
LATER(size_t, wcslcat, (wchar_t * To, const wchar_t *From, size_t Room)) {
  size_t N = wcsnlen(To, Room);
  return N + (N < Room ? later_wcslcpy(To + N, From, Room - N) : wcslen(From));
}
LATER(size_t, __wcslcpy_chk, (wchar_t * To, const wchar_t *From, size_t Room, size_t)) {
  return later_wcslcpy(To, From, Room);
}
LATER(size_t, __wcslcat_chk, (wchar_t * To, const wchar_t *From, size_t Room, size_t)) {
  return later_wcslcat(To, From, Room);
}

// Stands for a function that needs a user data base, a network, privileges, or a
// certain kernel: fills all that its manual says it may fill.
static void fill(long Address, size_t Size) {
  if (Address)
    memset((void *)Address, 0x3C, Size);
}
#define STANDS_FOR(NAME, ...)                                                                      \
  long fake_##NAME(long A, long B, long C, long D, long E, long F, ...) __asm__(#NAME);            \
  long fake_##NAME(long A, long B, long C, long D, long E, long F, ...) {                          \
    va_list L;                                                                                     \
    va_start(L, F);                                                                                \
    long G = va_arg(L, long), H = va_arg(L, long), I = va_arg(L, long), J = va_arg(L, long),       \
         K = va_arg(L, long), M = va_arg(L, long);                                                 \
    va_end(L);                                                                                     \
    (void)(G + H + I + J + K + M);                                                                 \
    __VA_ARGS__;                                                                                   \
    return 0;                                                                                      \
  }
#define TYPE(ADDRESS, ...) fill(ADDRESS, sizeof(__VA_ARGS__))
// Entry, buffer and result of a look-up.
#define FOUND(ENTRY, BUFFER, SIZE, RESULT, ...)                                                    \
  TYPE(ENTRY, __VA_ARGS__), fill(BUFFER, SIZE), TYPE(RESULT, void *)
#include "library-stand-ins.h"
