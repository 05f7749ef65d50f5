// ncurses as Swift can call it. `stdscr`, `curscr` and `COLOR_PAIRS` are mutable globals, masks of buttons and sizes are
// macros, `newterm` wants C streams: each needs an inline door.
#pragma once
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>
#include <ncurses.h>
#include <term.h>

/// Starts ncurses on the standard streams for a `$TERM`. Unlike `initscr`, it returns where it can't.
static inline bool wirecopy_newterm(const char *terminal) { return newterm(terminal, stdout, stdin) != NULL; }

static inline WINDOW *wirecopy_stdscr(void) { return stdscr; }
static inline WINDOW *wirecopy_curscr(void) { return curscr; }
static inline int wirecopy_rows(void) { return getmaxy(stdscr); }
static inline int wirecopy_columns(void) { return getmaxx(stdscr); }
static inline int wirecopy_colours(void) { return COLORS; }
static inline int wirecopy_pairs(void) { return COLOR_PAIRS; }
static inline const char *wirecopy_codeset(void) { return nl_langinfo(CODESET); }

/// The size of the terminal that standard output is, as the kernel has it; false where it has none.
static inline bool wirecopy_size(int *height, int *width) {
  struct winsize size;
  if (ioctl(1, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return false;
  *height = size.ws_row;
  *width = size.ws_col;
  return true;
}

/// Attributes as ncurses has them; in C they are macros.
static inline attr_t wirecopy_attributes(bool bold, bool dim, bool underlined, bool italic, bool reversed) {
  return (bold ? A_BOLD : 0) | (dim ? A_DIM : 0) | (underlined ? A_UNDERLINE : 0) | (italic ? A_ITALIC : 0) |
         (reversed ? A_REVERSE : 0);
}

/// Nobody is at the other end of standard input any more: it is readable, but nothing is there.
static inline bool wirecopy_is_hung_up(void) {
  struct pollfd input = {.fd = 0, .events = POLLIN};
  int waiting = 0;
  if (poll(&input, 1, 0) <= 0) return false;
  if (input.revents & (POLLHUP | POLLERR | POLLNVAL)) return true;
  return ioctl(0, FIONREAD, &waiting) != 0 || waiting == 0;
}

/// Writes one cell: a letter and what joins it, ended by 0, no more than CCHARW_MAX.
/// The pair is an `int` behind the last pointer (`setcchar(3X)`, extended pairs): a picture has more than 32,767 of them.
static inline void wirecopy_cell(int row, int column, const wchar_t *text, attr_t attributes, int pair) {
  cchar_t cell;
  if (setcchar(&cell, text, attributes, 0, &pair) == OK) mvwadd_wch(stdscr, row, column, &cell);
}

/// Width and height of a cell in pixels, as the kernel has them of the terminal; false where it has none.
static inline bool wirecopy_cell_pixels(int *width, int *height) {
  struct winsize size;
  if (ioctl(1, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
  *width = size.ws_xpixel / size.ws_col;
  *height = size.ws_ypixel / size.ws_row;
  return *width > 1 && *height > 1;
}

/// What one button did, out of a mouse event.
enum wirecopy_mouse { wirecopy_mouse_other, wirecopy_mouse_press, wirecopy_mouse_up, wirecopy_mouse_down };
static inline enum wirecopy_mouse wirecopy_mouse_action(mmask_t state) {
  if (state & (BUTTON1_PRESSED | BUTTON1_CLICKED)) return wirecopy_mouse_press;
  if (state & BUTTON4_PRESSED) return wirecopy_mouse_up;
  if (state & BUTTON5_PRESSED) return wirecopy_mouse_down;
  return wirecopy_mouse_other;
}
static inline mmask_t wirecopy_mouse_mask(void) {
  return BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON4_PRESSED | BUTTON5_PRESSED;
}

/// The terminal as it was before ncurses, for a crash.
struct wirecopy_crash {
  struct termios modes;
  struct sigaction before[_NSIG];
  char farewell[256];
};

/// The one there is: in a function, because Swift takes no variables out of a header; called from one Swift file alone.
static inline struct wirecopy_crash *wirecopy_kept(void) {
  static struct wirecopy_crash kept;
  return &kept;
}

/// Only what a signal handler may call. Returning runs into the same fault again, under whoever listened before us.
static inline void wirecopy_crashed(int number) {
  struct wirecopy_crash *kept = wirecopy_kept();
  ssize_t written = write(1, kept->farewell, strlen(kept->farewell));
  (void)written;
  tcsetattr(0, TCSANOW, &kept->modes);
  sigaction(number, &kept->before[number], NULL);
}

/// Gives the terminal back as a crash does, for a program that has to end without ncurses: on any thread. The modes first, as what
/// is written may have to wait.
static inline void wirecopy_give_back(void) {
  struct wirecopy_crash *kept = wirecopy_kept();
  if (!kept->farewell[0]) return;
  tcsetattr(0, TCSANOW, &kept->modes);
  ssize_t written = write(1, kept->farewell, strlen(kept->farewell));
  (void)written;
}

/// Should the program crash from now on, the terminal is given its modes back and sent `farewell` first. Call it before
/// ncurses starts.
static inline void wirecopy_guard(const char *farewell) {
  static const int numbers[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE};
  struct wirecopy_crash *kept = wirecopy_kept();
  if (tcgetattr(0, &kept->modes) != 0) return;
  strncpy(kept->farewell, farewell, sizeof kept->farewell - 1);
  struct sigaction action = {0};
  action.sa_handler = wirecopy_crashed;
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    sigaction(numbers[i], &action, &wirecopy_kept()->before[numbers[i]]);
}

/// Takes the guard off.
static inline void wirecopy_unguard(void) {
  static const int numbers[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    sigaction(numbers[i], &wirecopy_kept()->before[numbers[i]], NULL);
}
