#include "gpu.h"

namespace motif {
namespace {

constexpr int32_t kFirst = 0;
constexpr uint32_t kNonBlockingStream = 1;
/** A thread that waits sleeps: the page and its browser need the core. */
constexpr uint32_t kBlockingEvent = 1;
/** CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR and _MINOR */
constexpr int32_t kMajor = 75;
constexpr int32_t kMinor = 76;

CudaHandle newStream(Cuda& cuda) {
  CudaObject stream = nullptr;
  cuda.check(cuda.streamCreate(&stream, kNonBlockingStream), "a stream");
  return {stream, cuda.streamDestroy};
}

CudaHandle newEvent(Cuda& cuda) {
  CudaObject event = nullptr;
  cuda.check(cuda.eventCreate(&event, kBlockingEvent), "an event");
  return {event, cuda.eventDestroy};
}

void checkCopies(Gpu& gpu) {
  std::vector<uint8_t> sent(1 << 20);
  for (size_t i = 0; i < sent.size(); i++) sent[i] = static_cast<uint8_t>(i * 31);
  std::vector<uint8_t> received(sent.size());
  DeviceBuffer buffer(gpu.cuda(), sent.size());
  gpu.begin();
  gpu.copyIn(buffer.pointer(), sent);
  gpu.copyOut(received, buffer.pointer());
  gpu.finish();
  if (sent != received) throw Failure{"execution-failed", "the GPU's memory gives back other bytes than it was given"};
}

}  // namespace

PrimaryContext::PrimaryContext(Cuda& cuda) : cuda_(cuda) {
  cuda.throwIfLost();
  CudaObject context = nullptr;
  cuda.check(cuda.primaryContextRetain(&context, kFirst), "the GPU's context");
  const int32_t result = cuda.contextSetCurrent(context);
  if (result != 0) cuda.primaryContextRelease(kFirst);
  cuda.check(result, "the GPU's context");
}

PrimaryContext::~PrimaryContext() { cuda_.primaryContextRelease(kFirst); }

Gpu::Gpu(Cuda& cuda)
    : cuda_(cuda),
      context_(cuda),
      stream_(newStream(cuda)),
      started_(newEvent(cuda)),
      finished_(newEvent(cuda)) {}

void Gpu::copyIn(DevicePointer target, const std::vector<uint8_t>& source) {
  if (source.empty()) return;
  cuda_.check(cuda_.copyToDevice(target, source.data(), source.size(), stream()), "a copy to the GPU");
}

void Gpu::copyOut(std::vector<uint8_t>& target, DevicePointer source) {
  if (target.empty()) return;
  cuda_.check(cuda_.copyToHost(target.data(), source, target.size(), stream()), "a copy from the GPU");
}

void Gpu::begin() { cuda_.check(cuda_.eventRecord(started_.get(), stream()), "an event"); }

float Gpu::finish() {
  cuda_.check(cuda_.eventRecord(finished_.get(), stream()), "an event");
  cuda_.check(cuda_.eventSynchronize(finished_.get()), "the work on the GPU");
  float milliseconds = 0;
  cuda_.check(cuda_.eventElapsed(&milliseconds, started_.get(), finished_.get()), "the GPU's clock");
  return milliseconds;
}

GpuReport examineGpu(Cuda& cuda) {
  Gpu gpu(cuda);
  checkCopies(gpu);
  GpuReport report{};
  char name[256] = {};
  int32_t major = 0;
  int32_t minor = 0;
  cuda.check(cuda.deviceName(name, sizeof name - 1, kFirst), "the GPU's name");
  cuda.check(cuda.deviceAttribute(&major, kMajor, kFirst), "the GPU's compute capability");
  cuda.check(cuda.deviceAttribute(&minor, kMinor, kFirst), "the GPU's compute capability");
  cuda.check(cuda.driverVersion(&report.cudaVersion), "the driver's version");
  cuda.check(cuda.memoryInfo(&report.freeBytes, &report.totalBytes), "the GPU's memory");
  report.name = name;
  report.computeCapability = std::to_string(major) + "." + std::to_string(minor);
  return report;
}

}  // namespace motif
