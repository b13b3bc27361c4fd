// What the calls of library-calls.txt use. C, so that $N, a void *, goes everywhere.
#define _GNU_SOURCE 1
#include <aio.h>
#include <aliases.h>
#include <argp.h>
#include <argz.h>
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <dirent.h>
#include <dlfcn.h>
#include <envz.h>
#include <err.h>
#include <error.h>
#include <execinfo.h>
#include <fcntl.h>
#include <fenv.h>
#include <getopt.h>
#include <glob.h>
#include <grp.h>
#include <gshadow.h>
#include <iconv.h>
#include <ifaddrs.h>
#include <inttypes.h>
#include <libgen.h>
#include <limits.h>
#include <link.h>
#include <locale.h>
#include <malloc.h>
#include <math.h>
#include <mntent.h>
#include <monetary.h>
#include <mqueue.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/ether.h>
#include <netinet/in.h>
#include <obstack.h>
#include <poll.h>
#include <printf.h>
#include <pthread.h>
#include <pty.h>
#include <pwd.h>
#include <regex.h>
#include <resolv.h>
#include <sched.h>
#include <search.h>
#include <semaphore.h>
#include <setjmp.h>
#include <shadow.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/klog.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/quota.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/sendfile.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/syslog.h>
#include <sys/time.h>
#include <sys/timeb.h>
#include <sys/timerfd.h>
#include <sys/times.h>
#include <sys/timex.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <termios.h>
#include <threads.h>
#include <time.h>
#include <uchar.h>
#include <ucontext.h>
#include <unistd.h>
#include <utmp.h>
#include <utmpx.h>
#include <wchar.h>
#include <wordexp.h>

#include <stet.h>

// Persistent memory for the arguments: $N is R[N].
#define REGIONS 14
#define REGION_BYTES 8192
extern unsigned char (*R)[REGION_BYTES];

// A function by its symbol, where no header declares it so.
#define D(RESULT, NAME, PARAMETERS) extern RESULT c_##NAME PARAMETERS __asm__(#NAME);

// A function with a va_list, called with variable arguments.
#define V(NAME, PARAMETERS, LAST, ARGUMENTS)                                                       \
  static long v_##NAME PARAMETERS {                                                                \
    va_list L;                                                                                     \
    va_start(L, LAST);                                                                             \
    long Result = (long)NAME ARGUMENTS;                                                            \
    va_end(L);                                                                                     \
    return Result;                                                                                 \
  }
#define V_VOID(NAME, PARAMETERS, LAST, ARGUMENTS)                                                  \
  static void v_##NAME PARAMETERS {                                                                \
    va_list L;                                                                                     \
    va_start(L, LAST);                                                                             \
    NAME ARGUMENTS;                                                                                \
    va_end(L);                                                                                     \
  }

// Files with the text below, read from the start again; a stream for wide characters.
#define TEXT "12 word 3.5 tail\nsecond line\n"
FILE *input(void);
FILE *wideInput(void);
FILE *standardInput(void);
FILE *wideStandardInput(void);
int inputFile(void);
// A socket with 16 bytes to read; one whose peer has a name; the bytes of a pipe.
int filledSocket(void);
int acceptingSocket(void);
// A child that has exited; a thread that has returned.
pid_t exitedChild(void);
pthread_t finishedThread(void);
void *returnsFive(void *);
int returnsSix(void *);
int compareBytes(const void *, const void *);
int compareBytesWith(const void *, const void *, void *);
extern FILE *Null, *WideNull;
extern locale_t Locale;
extern const char *Path; // of the file with the text
extern const struct tm Moment;
extern const time_t Seconds;
extern iconv_t Converter;
extern volatile double Real;
static volatile double Sink __attribute__((unused));
extern sigset_t *SomeSignals;
extern char Stack[1 << 16], OtherRandomState[128], TwoPages[8192];
extern unsigned short SevenShorts[7];
extern const char Zeroes[1024];
void prepareLibraryCalls(void);

void newOutput(void); // a standard output that nothing was written to yet
void quietly(void);
void loudly(void);
int directory(void);
DIR *directoryStream(void);

FILE *mounts(void);
void removeFile(int File, const char *Name);
void closeBoth(const int *Files);
void startRandom(struct random_data *, char *State);
void setWords(char **Words, char *Option);
error_t keepArguments(int, char *, struct argp_state *);
timer_t timer(void);
int timerFile(void);
int epoll(void);
int connectedSocket(void);
void waitForSignal(void);
void nothing(void);
ucontext_t *contextThatResumes(ucontext_t *);
void setAll(fd_set *, fd_set *, fd_set *);
int selected(fd_set *, fd_set *, fd_set *);
void setPoll(struct pollfd *);
void setMessages(struct mmsghdr *, void *);
regex_t *expression(void);
void withFastmap(struct re_pattern_buffer *);
void setPattern(struct re_pattern_buffer *);
void makeList(void *First, void *Second);
void setArgz(char **, size_t *);
void setArgzAt(char **, size_t *, char *Words);
void *allocateChunk(long);
void *allocateChunkWith(void *, long);
void freeWith(void *, void *);
sem_t *semaphore(void);
thrd_t cThread(void);
void setPolicy(pthread_attr_t *);
pthread_attr_t *attributes(void);

// What follows is instrumented, as it is compiled with the calls.

// Stores of the program itself, where what the library stores may be what was there.
__attribute__((unused)) static void dirty(void *Address, unsigned Size) {
  for (volatile unsigned char *P = Address; Size--; ++P)
    *P ^= 255;
}
__attribute__((unused)) static void takeLine(long Length, char **Line, size_t *Size) {
  dirty(Line, sizeof *Line);
  dirty(Size, sizeof *Size);
}
__attribute__((unused)) static void receiveMessage(void *Text, void *Name, void *Message) {
  struct msghdr *M = Message;
  struct iovec Part = {Text, 10};
  *M = (struct msghdr){.msg_name = Name, .msg_namelen = 110, .msg_iov = &Part, .msg_iovlen = 1};
  recvmsg(filledSocket(), M, 0);
}
__attribute__((unused)) static void swapToAndBack(ucontext_t *Here) {
  swapcontext(Here, contextThatResumes(Here));
}
