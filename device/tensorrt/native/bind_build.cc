#include "bind_build.h"

#include <atomic>

#include "async_call.h"
#include "builder.h"

namespace motif {
namespace {

BuildRequest requestOf(const Napi::Object& object) {
  BuildRequest request;
  request.graph = object.Get("graph").As<Napi::String>();
  request.plan = object.Get("plan").As<Napi::String>();
  request.workspaceBytes = object.Get("workspaceBytes").As<Napi::Number>();
  request.optimizationLevel = object.Get("optimizationLevel").As<Napi::Number>();
  request.threads = object.Get("threads").As<Napi::Number>();
  auto targets = object.Get("computeCapabilities").As<Napi::Array>();
  for (uint32_t i = 0; i < targets.Length(); i++) {
    request.computeCapabilities.push_back(targets.Get(i).As<Napi::Number>());
  }
  return request;
}

using Flag = std::shared_ptr<std::atomic<bool>>;

std::function<Deliver(AsyncCall&)> workOf(BuildRequest request, Flag cancelled) {
  return [request = std::move(request), cancelled](AsyncCall& call) -> Deliver {
    ProgressMonitor monitor(*cancelled, [&call](const Progress& progress) { call.report(progress); });
    const auto bytes = static_cast<double>(buildPlan(loadedLibrary(), request, monitor));
    return [bytes](Napi::Env env) -> Napi::Value { return Napi::Number::New(env, bytes); };
  };
}

}  // namespace

Napi::Value build(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  auto worker = std::make_shared<Worker>();
  auto cancelled = std::make_shared<std::atomic<bool>>(false);
  auto cancel = [cancelled] { *cancelled = true; };
  AsyncCall::Options options{worker, cancel, info[1].As<Napi::Function>()};
  Napi::Object handle = Napi::Object::New(env);
  handle.Set("done", AsyncCall::start(env, *worker, workOf(requestOf(info[0].As<Napi::Object>()), cancelled), options));
  handle.Set("cancel", Napi::Function::New(env, [cancel](const Napi::CallbackInfo&) { cancel(); }));
  return handle;
}

}  // namespace motif
