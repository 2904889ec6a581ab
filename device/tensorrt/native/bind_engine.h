#pragma once
#include <napi.h>

namespace motif {

/**
 * openEngine(plan, cudaLibrary, cache: Uint8Array):
 * Promise<{value: {handle, tensors: [{name, isInput, type, shape}], cache: ArrayBuffer}, messages}>
 */
Napi::Value openEngine(const Napi::CallbackInfo& info);

/** runEngine(handle, inputs: Uint8Array[]): Promise<{value: {outputs: ArrayBuffer[], milliseconds}, messages}> */
Napi::Value runEngine(const Napi::CallbackInfo& info);

/** closeEngine(handle): Promise<{value: undefined, messages}>; the handle is of no use afterwards. */
Napi::Value closeEngine(const Napi::CallbackInfo& info);

/** examineGpu(cudaLibrary): Promise<{value: {name, computeCapability, cudaVersion, freeBytes, totalBytes}, messages}> */
Napi::Value examineGpu(const Napi::CallbackInfo& info);

}  // namespace motif
