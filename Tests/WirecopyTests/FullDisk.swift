import Foundation
import Testing

/// A disk that takes nothing more of the database while a file stands: a library put before the program's own calls.
enum FullDisk {
  private static let source = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <stdlib.h>
    #include <unistd.h>
    static int is_full(void) {
      if (access(getenv("FULL_DISK_MARK"), F_OK)) return 0;
      errno = ENOSPC;
      return 1;
    }
    ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
      if (is_full()) return -1;
      return ((ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite"))(file, bytes, count, place);
    }
    ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
      if (is_full()) return -1;
      return ((ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64"))(file, bytes, count, place);
    }
    """

  /// Builds it in the program's home. The environment that a program needs to have such a disk, and the file that fills it.
  static func build(in program: Program) throws -> (environment: [String: String], mark: String) {
    let file = try program.write(source, to: "full.c")
    let library = program.file("full.so")
    let compiler = try #require(SlowDisk.compiler)
    let built = try Errand(
      [compiler, "-shared", "-fPIC", "-o", library, file, "-ldl"], environment: program.environment, seconds: 60)
    try #require(built.answer.status == 0, "\(built.answer.complaint)")
    let mark = program.file("full.mark")
    return (["LD_PRELOAD": library, "FULL_DISK_MARK": mark], mark)
  }
}
