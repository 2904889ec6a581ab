#include "cuda_state.h"

namespace fake {

void onStream(void* object, Work work) {
  Lock lock(mutex);
  auto* stream = static_cast<Stream*>(object);
  (stream->capturing != nullptr ? stream->capturing->work : stream->queue).push_back(std::move(work));
}

void drain(Stream* stream) {
  std::vector<Work> queue;
  queue.swap(stream->queue);
  for (const Work& work : queue) {
    if (state() != kIllegalAddress) work();
  }
}

}  // namespace fake

using namespace fake;

EXPORT int32_t cuStreamCreate(void** stream, uint32_t) { return create<Stream>(stream); }
EXPORT int32_t cuStreamDestroy_v2(void* stream) { return destroy<Stream>(stream); }
EXPORT int32_t cuEventCreate(void** event, uint32_t) { return create<Event>(event); }
EXPORT int32_t cuEventDestroy_v2(void* event) { return destroy<Event>(event); }

EXPORT int32_t cuEventRecord(void* object, void* stream) {
  Lock lock(mutex);
  auto* event = static_cast<Event*>(object);
  event->stream = static_cast<Stream*>(stream);
  onStream(stream, [event] { event->at = std::chrono::steady_clock::now(); });
  return state();
}

EXPORT int32_t cuEventSynchronize(void* object) {
  Lock lock(mutex);
  auto* event = static_cast<Event*>(object);
  if (event->stream != nullptr) drain(event->stream);
  return state();
}

EXPORT int32_t cuEventElapsedTime(float* milliseconds, void* start, void* end) {
  Lock lock(mutex);
  const auto elapsed = static_cast<Event*>(end)->at - static_cast<Event*>(start)->at;
  *milliseconds = std::chrono::duration<float, std::milli>(elapsed).count();
  return state();
}

EXPORT int32_t cuStreamBeginCapture_v2(void* object, int32_t) {
  Lock lock(mutex);
  takeMemory(kHandle);
  static_cast<Stream*>(object)->capturing = new Recording;
  return state();
}

EXPORT int32_t cuStreamEndCapture(void* object, void** graph) {
  Lock lock(mutex);
  auto* stream = static_cast<Stream*>(object);
  *graph = stream->capturing;
  stream->capturing = nullptr;
  if (!stream->spoiled) return state();
  stream->spoiled = false;
  destroy<Recording>(*graph);
  *graph = nullptr;
  return kCaptureInvalidated;
}

EXPORT int32_t cuGraphInstantiateWithFlags(void** replayable, void* graph, uint64_t) {
  Lock lock(mutex);
  takeMemory(kHandle);
  *replayable = new Recording(*static_cast<Recording*>(graph));
  return state();
}

EXPORT int32_t cuGraphLaunch(void* graph, void* stream) {
  for (const Work& work : static_cast<Recording*>(graph)->work) onStream(stream, work);
  return state();
}

EXPORT int32_t cuGraphDestroy(void* graph) { return destroy<Recording>(graph); }
EXPORT int32_t cuGraphExecDestroy(void* graph) { return destroy<Recording>(graph); }

EXPORT int32_t cuStreamSynchronize(void* stream) {
  Lock lock(mutex);
  auto* waited = static_cast<Stream*>(stream);
  waited->spoiled = waited->capturing != nullptr;
  if (waited->spoiled) return kCaptureUnsupported;
  drain(waited);
  return state();
}

/** The only kernel anybody launches is the one that faults. */
EXPORT int32_t cuModuleLoadData(void**, const void*) { return state(); }
EXPORT int32_t cuModuleGetFunction(void**, void*, const char*) { return state(); }
EXPORT int32_t cuLaunchKernel(void*, uint32_t, uint32_t, uint32_t, uint32_t, uint32_t, uint32_t, uint32_t, void* stream,
                              void**, void**) {
  onStream(stream, loseContext);
  return state();
}
