#include "plan_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "failure.h"

namespace motif {
namespace {

[[noreturn]] void fail(const std::string& path, int error) {
  const char* code = error == ENOSPC || error == EDQUOT ? "disk-full" : "write-failed";
  throw Failure{code, path + " cannot be written: " + std::strerror(error)};
}

/** Never what was no file of ours to begin with, such as a device. */
void removePlan(int file, const std::string& path) {
  struct stat status {};
  if (fstat(file, &status) == 0 && S_ISREG(status.st_mode)) unlink(path.c_str());
}

void writeAll(int file, const char* data, int64_t bytes) {
  while (bytes > 0) {
    ssize_t written = write(file, data, static_cast<size_t>(bytes));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw errno;
    data += written;
    bytes -= written;
  }
}

}  // namespace

void writePlan(const std::string& path, const void* data, int64_t bytes) {
  int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) fail(path, errno);
  try {
    writeAll(file, static_cast<const char*>(data), bytes);
    if (fsync(file) != 0) throw errno;
  } catch (int error) {
    removePlan(file, path);
    close(file);
    fail(path, error);
  }
  close(file);
}

MappedPlan::MappedPlan(const std::string& path) : data_(MAP_FAILED), bytes_(0) {
  int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw Failure{"engine-refused", path + " cannot be read: " + std::strerror(errno)};
  struct stat status {};
  if (fstat(file, &status) == 0 && status.st_size > 0) {
    bytes_ = static_cast<size_t>(status.st_size);
    data_ = mmap(nullptr, bytes_, PROT_READ, MAP_PRIVATE, file, 0);
  }
  close(file);
  if (data_ == MAP_FAILED) throw Failure{"engine-refused", path + " is empty or cannot be mapped"};
}

MappedPlan::~MappedPlan() { munmap(data_, bytes_); }

}  // namespace motif
