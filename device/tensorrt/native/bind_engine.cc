#include "bind_engine.h"

#include <cstring>

#include "async_call.h"
#include "executor.h"

namespace motif {
namespace {

/** An engine and the thread it lives on. */
struct EngineThread {
  std::unique_ptr<Executor> executor;
  // Last, so that it ends first.
  Worker worker;

  /** On the main thread: what is left of the executor goes on its own thread. */
  ~EngineThread() {
    worker.post([this] { executor.reset(); });
  }
};

using Handle = Napi::External<std::shared_ptr<EngineThread>>;

std::shared_ptr<EngineThread> threadOf(const Napi::Value& handle) { return *handle.As<Handle>().Data(); }

Napi::Object toObject(Napi::Env env, const TensorInfo& tensor) {
  Napi::Object object = Napi::Object::New(env);
  Napi::Array shape = Napi::Array::New(env, tensor.shape.size());
  for (uint32_t i = 0; i < tensor.shape.size(); i++) shape.Set(i, static_cast<double>(tensor.shape[i]));
  object.Set("name", tensor.name);
  object.Set("isInput", tensor.isInput);
  object.Set("type", tensor.type);
  object.Set("shape", shape);
  return object;
}

Napi::ArrayBuffer toBuffer(Napi::Env env, const Bytes& bytes) {
  Napi::ArrayBuffer buffer = Napi::ArrayBuffer::New(env, bytes.size());
  // Nothing may be copied from where an empty vector points to.
  if (!bytes.empty()) std::memcpy(buffer.Data(), bytes.data(), bytes.size());
  return buffer;
}

Napi::Value toOpened(Napi::Env env, const std::shared_ptr<EngineThread>& thread, const Bytes& cache) {
  const std::vector<TensorInfo>& tensors = thread->executor->tensors();
  Napi::Array list = Napi::Array::New(env, tensors.size());
  for (uint32_t i = 0; i < tensors.size(); i++) list.Set(i, toObject(env, tensors[i]));
  Napi::Object opened = Napi::Object::New(env);
  opened.Set("handle", Handle::New(env, new std::shared_ptr<EngineThread>(thread),
                                   [](Napi::Env, std::shared_ptr<EngineThread>* held) { delete held; }));
  opened.Set("tensors", list);
  opened.Set("cache", toBuffer(env, cache));
  return opened;
}

Bytes copyBytes(const Napi::Value& value) {
  auto array = value.As<Napi::Uint8Array>();
  return {array.Data(), array.Data() + array.ByteLength()};
}

std::vector<Bytes> copyInputs(const Napi::Array& arrays) {
  std::vector<Bytes> inputs;
  for (uint32_t i = 0; i < arrays.Length(); i++) inputs.push_back(copyBytes(arrays.Get(i)));
  return inputs;
}

Napi::Value toObject(Napi::Env env, const Executor::Outcome& outcome) {
  Napi::Array outputs = Napi::Array::New(env, outcome.outputs.size());
  for (uint32_t i = 0; i < outcome.outputs.size(); i++) outputs.Set(i, toBuffer(env, outcome.outputs[i]));
  Napi::Object object = Napi::Object::New(env);
  object.Set("outputs", outputs);
  object.Set("milliseconds", outcome.milliseconds);
  return object;
}

Napi::Value toObject(Napi::Env env, const GpuReport& report) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("name", report.name);
  object.Set("computeCapability", report.computeCapability);
  object.Set("cudaVersion", report.cudaVersion);
  object.Set("freeBytes", static_cast<double>(report.freeBytes));
  object.Set("totalBytes", static_cast<double>(report.totalBytes));
  return object;
}

AsyncCall::Options keeping(std::shared_ptr<void> alive) {
  AsyncCall::Options options;
  options.keepAlive = std::move(alive);
  return options;
}

}  // namespace

Napi::Value openEngine(const Napi::CallbackInfo& info) {
  const std::string plan = info[0].As<Napi::String>();
  const std::string driver = info[1].As<Napi::String>();
  auto thread = std::make_shared<EngineThread>();
  const Bytes cache = copyBytes(info[2]);
  auto work = [held = std::weak_ptr<EngineThread>(thread), raw = thread.get(), plan, driver, cache](AsyncCall&) -> Deliver {
    raw->executor = std::make_unique<Executor>(loadedLibrary(), Cuda::load(driver), plan, cache);
    return [held, compiled = raw->executor->cache()](Napi::Env env) { return toOpened(env, held.lock(), compiled); };
  };
  return AsyncCall::start(info.Env(), thread->worker, work, keeping(thread));
}

Napi::Value runEngine(const Napi::CallbackInfo& info) {
  auto thread = threadOf(info[0]);
  auto inputs = std::make_shared<std::vector<Bytes>>(copyInputs(info[1].As<Napi::Array>()));
  auto work = [raw = thread.get(), inputs](AsyncCall&) -> Deliver {
    auto outcome = std::make_shared<Executor::Outcome>(raw->executor->run(*inputs));
    return [outcome](Napi::Env env) { return toObject(env, *outcome); };
  };
  return AsyncCall::start(info.Env(), thread->worker, work, keeping(thread));
}

Napi::Value closeEngine(const Napi::CallbackInfo& info) {
  auto thread = threadOf(info[0]);
  // The call holds what is left of the thread until it has settled.
  info[0].As<Handle>().Data()->reset();
  auto work = [raw = thread.get()](AsyncCall&) -> Deliver {
    raw->executor.reset();
    return [](Napi::Env env) { return env.Undefined(); };
  };
  return AsyncCall::start(info.Env(), thread->worker, work, keeping(thread));
}

Napi::Value examineGpu(const Napi::CallbackInfo& info) {
  const std::string driver = info[0].As<Napi::String>();
  auto worker = std::make_shared<Worker>();
  auto work = [driver](AsyncCall&) -> Deliver {
    auto report = std::make_shared<GpuReport>(examineGpu(Cuda::load(driver)));
    return [report](Napi::Env env) { return toObject(env, *report); };
  };
  return AsyncCall::start(info.Env(), *worker, work, keeping(worker));
}

}  // namespace motif
