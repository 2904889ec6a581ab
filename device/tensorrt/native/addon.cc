#include <napi.h>

#include "async_call.h"
#include "bind_build.h"
#include "bind_engine.h"
#include "library.h"

namespace motif {
namespace {

/** load(library, parser): {family, version}; throws an Error with a code. */
Napi::Value load(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  try {
    const Library& library = loadLibrary(info[0].As<Napi::String>(), info[1].As<Napi::String>());
    Napi::Object loaded = Napi::Object::New(env);
    loaded.Set("family", library.table->family);
    loaded.Set("version", library.version);
    return loaded;
  } catch (const Failure& failure) {
    throw toError(env, failure, {});
  }
}

Napi::Object start(Napi::Env env, Napi::Object exports) {
  exports.Set("load", Napi::Function::New(env, load));
  exports.Set("build", Napi::Function::New(env, build));
  exports.Set("openEngine", Napi::Function::New(env, openEngine));
  exports.Set("runEngine", Napi::Function::New(env, runEngine));
  exports.Set("closeEngine", Napi::Function::New(env, closeEngine));
  exports.Set("examineGpu", Napi::Function::New(env, examineGpu));
  return exports;
}

}  // namespace

NODE_API_MODULE(motif_tensorrt, start)

}  // namespace motif
