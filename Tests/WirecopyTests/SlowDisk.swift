import Foundation
import Testing

/// A disk on which each write of the database and each flush takes 150 ms: a library put before the program's own calls.
enum SlowDisk {
  static let compiler = ["cc", "clang", "gcc"].first(where: Program.has)
  static let why: Comment = "needs a C compiler (cc or clang), which is not installed"

  private static let source = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <fcntl.h>
    #include <stdlib.h>
    #include <time.h>
    #include <unistd.h>
    static void slow(void) {
      struct timespec time = {0, 150000000};
      int mark = open(getenv("SLOW_DISK_MARK"), O_WRONLY | O_CREAT | O_APPEND, 0600);
      if (mark >= 0) {
        (void)!write(mark, "x", 1);
        close(mark);
      }
      nanosleep(&time, 0);
    }
    int fsync(int file) {
      slow();
      return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(file);
    }
    int fdatasync(int file) {
      slow();
      return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(file);
    }
    ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
      slow();
      return ((ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite"))(file, bytes, count, place);
    }
    ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
      slow();
      return ((ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64"))(file, bytes, count, place);
    }
    """

  /// Builds it in the program's home. The environment that a program needs to have such a disk, and the file that has a byte
  /// for each time that it waited.
  static func build(in program: Program) throws -> (environment: [String: String], mark: String) {
    let file = try program.write(source, to: "slow.c")
    let library = program.file("slow.so")
    let compiler = try #require(compiler)
    let built = try Errand(
      [compiler, "-shared", "-fPIC", "-o", library, file, "-ldl"], environment: program.environment, seconds: 60)
    try #require(built.answer.status == 0, "\(built.answer.complaint)")
    let mark = program.file("slow.mark")
    return (["LD_PRELOAD": library, "SLOW_DISK_MARK": mark], mark)
  }
}
